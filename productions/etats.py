"""The life of a fiche, a resource and a relecture, as tables. Read them top to bottom.

Each line: from this state, this action, leads to that state, by whom. `motif` means that a reason is asked.
"""

from __future__ import annotations

from django.db import models

from journal.mouvements import ETAT_D_AVANT, Transition


class EtatFiche(models.TextChoices):
    BROUILLON = "brouillon", "brouillon"
    SOUMISE = "soumise", "soumise"
    RETENUE = "retenue", "retenue"
    A_REVOIR = "a_revoir", "à revoir"
    ROUVERTE = "rouverte", "rouverte"
    ABANDONNEE = "abandonnee", "abandonnée"


class EtatRessource(models.TextChoices):
    EN_CONCEPTION = "en_conception", "en conception"
    EN_RELECTURE = "en_relecture", "en relecture"
    EN_REVISION = "en_revision", "en révision"
    PRETE_A_VALIDER = "prete_a_valider", "prête à valider"
    EN_VALIDATION = "en_validation", "en validation"
    VALIDEE = "validee", "validée"
    NON_VALIDEE = "non_validee", "non validée"
    PUBLIEE = "publiee", "publiée"
    ABANDONNEE = "abandonnee", "abandonnée"


class EtatRelecture(models.TextChoices):
    ATTENDUE = "attendue", "attendue"
    RENDUE = "rendue", "rendue"
    DECLINEE = "declinee", "déclinée"
    CLOSE = "close", "close sans remise"


class EtatEchange(models.TextChoices):
    PROPOSE = "propose", "proposé"
    ACCEPTE = "accepte", "accepté"
    REFUSE = "refuse", "refusé"
    RETIRE = "retire", "retiré"


class EtatRemarque(models.TextChoices):
    OUVERTE = "ouverte", "sans réponse"
    REPONDUE = "repondue", "répondue"
    CLOSE = "close", "d'accord"
    CONTESTEE = "contestee", "réponse contestée"
    TRANCHEE = "tranchee", "réponse définitive"


class EtatReport(models.TextChoices):
    DEMANDE = "demande", "demandé"
    PROPOSE = "propose", "autre date proposée"
    ACCORDE = "accorde", "accordé"
    REFUSE = "refuse", "refusé"
    RETIRE = "retire", "retiré"


class EtatTest(models.TextChoices):
    PLANIFIE = "planifie", "planifié"
    CONFIRME = "confirme", "confirmé"
    RENDU = "rendu", "rendu"
    DECLINE = "decline", "le testeur ne peut plus"
    ANNULE = "annule", "annulé"


F, R = EtatFiche, EtatRessource
_T = Transition

_AUTEURS = "rédacteur, producteurs ou PREDAC/IAN"
_COORD = "PREDAC/IAN"
_PROD = "producteurs"
_PROD_COORD = "producteurs ou PREDAC/IAN"
_VISAS = "les deux visas"
_TESTEUR = "testeur"

MODIFIABLES = (F.BROUILLON, F.A_REVOIR, F.ROUVERTE)
# Of the resources that these announce, the V1 is awaited.
ANNONCEES = (F.SOUMISE, F.RETENUE)

TRANSITIONS_FICHE = (
    _T(F.BROUILLON, "soumettre", F.SOUMISE, _AUTEURS, "soumettre la fiche"),
    _T(F.A_REVOIR, "soumettre", F.SOUMISE, _AUTEURS, "soumettre la fiche"),
    _T(F.ROUVERTE, "soumettre", F.SOUMISE, _AUTEURS, "soumettre la fiche"),
    _T(F.SOUMISE, "retenir", F.RETENUE, _COORD, "retenir la fiche"),
    _T(F.SOUMISE, "renvoyer", F.A_REVOIR, _COORD, "renvoyer pour reprise", motif=True),
    _T(F.RETENUE, "rouvrir", F.ROUVERTE, _COORD, "rouvrir la fiche", motif=True),
    *(
        _T(etat, "abandonner", F.ABANDONNEE, _COORD, "abandonner la fiche", motif=True)
        for etat in (F.BROUILLON, F.SOUMISE, F.RETENUE, F.A_REVOIR, F.ROUVERTE)
    ),
    _T(F.ABANDONNEE, "reprendre", ETAT_D_AVANT, _COORD, "reprendre la fiche", motif=True),
)

# « any unfinished »: a resource in validation is first taken out of it (see validations.services).
INACHEVEES = (R.EN_CONCEPTION, R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER)

TRANSITIONS_RESSOURCE = (
    _T(R.EN_CONCEPTION, "deposer", R.EN_RELECTURE, _PROD, "déposer la V1"),
    _T(R.EN_RELECTURE, "rendre_relectures", R.EN_REVISION, "dernière relecture rendue", "rendre la relecture"),
    _T(R.EN_RELECTURE, "clore_relecture", R.EN_REVISION, _COORD, "clore la relecture"),
    _T(R.EN_RELECTURE, "continuer_sans_relecture", R.EN_REVISION, _PROD, "continuer sans relecture"),
    _T(R.EN_REVISION, "deposer", R.PRETE_A_VALIDER, _PROD, "déposer une version"),
    _T(R.PRETE_A_VALIDER, "deposer", R.PRETE_A_VALIDER, _PROD, "déposer une version"),
    _T(R.PRETE_A_VALIDER, "rouvrir_relecture", R.EN_RELECTURE, _COORD, "rouvrir une relecture"),
    _T(R.PRETE_A_VALIDER, "demander_validation", R.EN_VALIDATION, _PROD_COORD, "demander la validation"),
    _T(R.PRETE_A_VALIDER, "valider_formation", R.VALIDEE, _COORD, "valider sans visa (formation continue)"),
    _T(R.EN_VALIDATION, "retirer_demande", R.PRETE_A_VALIDER, _PROD_COORD, "retirer la demande", motif=True),
    _T(R.EN_VALIDATION, "valider", R.VALIDEE, _VISAS, "valider"),
    _T(R.EN_VALIDATION, "demander_reprise", R.EN_REVISION, _VISAS, "demander une reprise", motif=True),
    _T(R.EN_VALIDATION, "ne_pas_valider", R.NON_VALIDEE, _VISAS, "ne pas valider", motif=True),
    _T(R.VALIDEE, "deposer", R.PRETE_A_VALIDER, _PROD, "déposer une version"),
    _T(R.NON_VALIDEE, "deposer", R.PRETE_A_VALIDER, _PROD, "déposer une version"),
    _T(R.NON_VALIDEE, "reprendre", R.EN_REVISION, _COORD, "reprendre", motif=True),
    _T(R.VALIDEE, "publier", R.PUBLIEE, _COORD, "publier"),
    _T(R.PUBLIEE, "deposer", R.PRETE_A_VALIDER, _PROD, "déposer une version"),
    _T(R.PUBLIEE, "retirer_publication", R.VALIDEE, _COORD, "retirer la publication", motif=True),
    # A resource born of another that was split: it starts from copies of its versions.
    _T(R.EN_CONCEPTION, "partir_des_versions", R.EN_REVISION, _COORD, "partir des versions d'une autre"),
    *(_T(etat, "abandonner", R.ABANDONNEE, _COORD, "abandonner", motif=True) for etat in INACHEVEES),
    _T(R.ABANDONNEE, "reprendre", ETAT_D_AVANT, _COORD, "reprendre", motif=True),
)

# A deposit that nobody has opened, cancelled by its producers: back where it was before.
ANNULATION = "annuler_depot"
TRANSITIONS_RESSOURCE += tuple(
    _T(etat, ANNULATION, ETAT_D_AVANT, _PROD, "annuler le dépôt") for etat in (R.EN_RELECTURE, R.PRETE_A_VALIDER)
)

L, X, Q = EtatRelecture, EtatEchange, EtatRemarque
_RELECTEUR = "relecteur"

TRANSITIONS_RELECTURE = (
    _T(L.ATTENDUE, "rendre", L.RENDUE, _RELECTEUR, "rendre la relecture"),
    _T(L.ATTENDUE, "decliner", L.DECLINEE, _RELECTEUR, "décliner la relecture", motif=True),
    _T(L.ATTENDUE, "ceder", L.CLOSE, "relecteur, à qui l'accepte", "passer la relecture"),
    _T(L.ATTENDUE, "clore", L.CLOSE, _COORD, "clore la relecture"),
)
# Those that were, or will be, handed in.
RELECTURES_TENUES = (L.ATTENDUE, L.RENDUE)

# Somebody else is asked to take a relecture over, for nothing or against one of theirs.
TRANSITIONS_ECHANGE = (
    _T(X.PROPOSE, "accepter", X.ACCEPTE, "personne sollicitée", "accepter l'échange"),
    _T(X.PROPOSE, "refuser", X.REFUSE, "personne sollicitée", "refuser l'échange"),
    _T(X.PROPOSE, "retirer", X.RETIRE, _RELECTEUR, "retirer la proposition"),
)

# An answer may change until the version that carries it is deposited; contested once, it is given again, once.
TRANSITIONS_REMARQUE = (
    *(_T(etat, "repondre", Q.REPONDUE, _PROD, "répondre à la remarque") for etat in (Q.OUVERTE, Q.REPONDUE)),
    _T(Q.REPONDUE, "clore", Q.CLOSE, "auteur de la remarque", "clore la remarque"),
    _T(Q.REPONDUE, "contester", Q.CONTESTEE, "auteur de la remarque", "contester la réponse", motif=True),
    _T(Q.CONTESTEE, "trancher", Q.TRANCHEE, _PROD, "répondre définitivement"),
)

# Those that wait for somebody: the PREDAC/IAN, then, of another date, the producers.
REPORTS_OUVERTS = (EtatReport.DEMANDE, EtatReport.PROPOSE)
TRANSITIONS_REPORT = (
    _T(EtatReport.DEMANDE, "accorder", EtatReport.ACCORDE, _COORD, "accorder le report"),
    _T(EtatReport.DEMANDE, "refuser", EtatReport.REFUSE, _COORD, "refuser le report", motif=True),
    _T(EtatReport.DEMANDE, "proposer", EtatReport.PROPOSE, _COORD, "proposer une autre date"),
    _T(EtatReport.PROPOSE, "accepter", EtatReport.ACCORDE, _PROD, "accepter la date proposée"),
    *(_T(etat, "retirer", EtatReport.RETIRE, _PROD, "retirer la demande de report") for etat in REPORTS_OUVERTS),
)

# A class test never moves the resource. Handed in, its answers may still be corrected: that is no move.
TESTS_ATTENDUS = (EtatTest.PLANIFIE, EtatTest.CONFIRME)
TRANSITIONS_TEST = (
    _T(EtatTest.PLANIFIE, "confirmer", EtatTest.CONFIRME, _TESTEUR, "confirmer la date du test"),
    _T(EtatTest.CONFIRME, "confirmer", EtatTest.CONFIRME, _TESTEUR, "changer la date du test"),
    *(_T(etat, "replanifier", EtatTest.PLANIFIE, _PROD_COORD, "changer la date du test") for etat in TESTS_ATTENDUS),
    *(_T(etat, "rendre", EtatTest.RENDU, _TESTEUR, "rendre le test") for etat in TESTS_ATTENDUS),
    *(_T(etat, "decliner", EtatTest.DECLINE, _TESTEUR, "ne plus pouvoir faire le test") for etat in TESTS_ATTENDUS),
    *(_T(etat, "annuler", EtatTest.ANNULE, _PROD_COORD, "annuler le test", motif=True) for etat in TESTS_ATTENDUS),
)
