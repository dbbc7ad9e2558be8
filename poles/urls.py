app_name = "poles"
urlpatterns = []
