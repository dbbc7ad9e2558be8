app_name = "validations"
urlpatterns = []
