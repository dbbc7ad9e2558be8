"""The pages of allauth that this service offers, under the names that allauth looks up.

There is no sign-up and no management of several addresses: an account is created by a coordinator or an
administrator, and its address is theirs to change.
"""

from allauth.account import views as allauth
from django.urls import path, re_path

from comptes.views import connexion

urlpatterns = [
    path("connexion/", connexion.connexion, name="account_login"),
    path("connexion/code/", allauth.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisie/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", allauth.logout, name="account_logout"),
    path("ferme/", allauth.account_inactive, name="account_inactive"),
    path("mot-de-passe/", allauth.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", allauth.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", allauth.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/nouveau/enregistre/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
