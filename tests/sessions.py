"""Signs people in for the walks (permissions, forms, administration), which ask thousands of pages in their names."""

from __future__ import annotations

from http.cookies import SimpleCookie

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from comptes.models import Personne


class Sessions:
    """Each person is signed in once; whatever was sent to it, their session opens as signing in left it.

    What a sending wrote is taken back in the database alone, and the cache given up: without this, each page would
    begin by reading the session anew, a twelfth of its time.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.ouvertes: dict[int, SessionBase] = {}

    def ouvrir(self, personne: Personne | None) -> Client:
        """The client, as this person; to call before the transaction that takes back what is sent."""
        self.client.cookies = SimpleCookie()
        if personne is not None:
            if personne.pk not in self.ouvertes:
                self.ouvertes[personne.pk] = self._entrer(personne)
            session = self.ouvertes[personne.pk]
            self.client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
            session._cache.set(session.cache_key, session._session, session.get_expiry_age())
        return self.client

    @staticmethod
    def _entrer(personne: Personne) -> SessionBase:
        entree = Client()
        entree.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
        return entree.session
