app_name = "calendrier"
urlpatterns = []
