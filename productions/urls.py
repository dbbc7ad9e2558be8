app_name = "productions"
urlpatterns = []
