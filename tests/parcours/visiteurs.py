"""Coming in by the front door, with a password or a code, from the link of an e-mail or from the home page."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from playwright.sync_api import Locator, expect

from commun.models import Courriel
from comptes.models import Personne
from tests.conftest import TachesLancees
from tests.fabrique import MAINTENANT
from tests.parcours.pilotes import Pilote

MOT_DE_PASSE = "quatre mots assez longs"


@dataclass
class Visite:
    """One browser, several people after one another; each turn comes a day later."""

    pilote: Pilote
    boite: list[EmailMessage]
    taches: TachesLancees
    examiner: Callable
    regler_horloge: Callable[[datetime], None]
    jours: int = 0
    connexions: int = 0

    def courriel(self, gabarit: str, personne: Personne) -> Courriel:
        """The latest mail of that kind to that person; it has left, and its text has no hole."""
        self.taches.jouer()
        courriel = Courriel.objects.filter(gabarit=gabarit, personne=personne.pk).order_by("pk").last()
        assert courriel, f"Pas de courriel {gabarit} pour {personne} : {list(_gabarits())}"
        if courriel.genre == "action":
            assert courriel.etat == "envoye", f"{courriel.sujet} : {courriel.etat}, {courriel.erreur}"
        return courriel

    @contextmanager
    def tour_de(self, personne: Personne, depuis: Courriel | None = None, *, code: bool = False) -> Iterator[Pilote]:
        """The person follows the mail's link, or opens the service, signs in, does something, and signs out."""
        self._un_jour_passe()
        self.pilote.ouvrir(depuis.url if depuis else "/")
        self.regarder("Connexion")
        (self._entrer_par_code if code else self._entrer_par_mot_de_passe)(personne)
        yield self.pilote
        self._sortir()

    @contextmanager
    def premiere_visite_de(self, personne: Personne) -> Iterator[Pilote]:
        """Whoever was invited comes in by the personal link of the mail, which proves whose mailbox it is."""
        self._un_jour_passe()
        self.taches.jouer()
        recue = next(m for m in reversed(self.boite) if personne.email in m.to[0])
        self.pilote.ouvrir(re.search(r"http\S+(/lien/\S+)", recue.body)[1])
        self.regarder(f"Bienvenue, {personne.nom_complet}")
        self.pilote.appuyer("Entrer dans le service")
        yield self.pilote
        self._sortir()

    def _un_jour_passe(self) -> None:
        self.jours += 1
        self.regler_horloge(MAINTENANT + timedelta(days=self.jours))

    def _sortir(self) -> None:
        self.connexions += 1
        self.pilote.dans_le_menu(self.pilote.page.get_by_role("button", name="Se déconnecter"))
        self.regarder("Connexion")

    def regarder(self, titre: str) -> None:
        """The page of that title is on screen: examine it."""
        expect(self.pilote.page.get_by_role("heading", level=1)).to_contain_text(titre)
        self.examiner(self.pilote.page)

    def annonce(self, message: str) -> None:
        """The page says that it is done."""
        expect(self.pilote.page.locator(".app-messages .fr-alert--success")).to_contain_text(message)
        self.examiner(self.pilote.page)

    def _entrer_par_mot_de_passe(self, personne: Personne) -> None:
        self.pilote.deplier("Entrer avec un mot de passe")
        with self._dans(self.pilote.page.locator("details")) as pilote:
            pilote.ecrire("Adresse électronique", personne.email)
            pilote.ecrire("Mot de passe", MOT_DE_PASSE)
            pilote.appuyer("Se connecter")

    def _entrer_par_code(self, personne: Personne) -> None:
        with self._dans(self.pilote.page.get_by_role("region", name="Recevoir un code")) as pilote:
            pilote.ecrire("Adresse électronique", personne.email)
            pilote.appuyer("Recevoir un code")
        self.regarder("Saisir le code")
        self.taches.jouer()
        recu = self.boite[-1]
        assert personne.email in recu.to[0]
        self.pilote.ecrire("Code reçu par courriel", re.search(r"\d{4}-\d{4}", recu.body).group())
        self.pilote.appuyer("Se connecter")

    @contextmanager
    def _dans(self, partie: Locator) -> Iterator[Pilote]:
        self.pilote.ici = partie
        yield self.pilote
        self.pilote.ici = self.pilote.page


def _gabarits() -> Iterator[str]:
    return (f"{gabarit} à {nom}" for gabarit, nom in Courriel.objects.values_list("gabarit", "nom_destinataire"))
