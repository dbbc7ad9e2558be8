app_name = "commun"
urlpatterns = []
