"""Cycles, dates and holidays in the administration."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from calendrier.models import Echeance, JourSansClasse
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(fabrique.superutilisateur())
    return client


def lancer(admin, action: str, cycle) -> str:
    adresse = reverse("admin:poles_cycle_changelist")
    choix = {"action": action, "_selected_action": [cycle.pk], "confirmer": "1"}
    return admin.post(adresse, choix, follow=True).content.decode()


def test_ouvrir_puis_clore_un_cycle(admin):
    cycle = fabrique.cycle(ouvert=False)
    assert "n&#x27;est pas possible maintenant" in lancer(admin, "clore", cycle)
    assert "Ouvrir : c&#x27;est fait" in lancer(admin, "ouvrir", cycle)
    assert cycle.echeances.count() == 9
    assert "n&#x27;est pas possible maintenant" in lancer(admin, "ouvrir", cycle)
    assert "Clore : c&#x27;est fait" in lancer(admin, "clore", cycle)
    cycle.refresh_from_db()
    assert cycle.etat == EtatCycle.CLOS


def cycle_saisi(cycle: Cycle, lignes: list[dict[str, object]]) -> dict[str, object]:
    """What the page of an open cycle posts: its own fields and its table of dates."""
    prefixe = "echeances"
    saisie = {
        "academie": cycle.academie_id,
        "libelle": cycle.libelle,
        "debut": cycle.debut,
        "fin": cycle.fin,
        f"{prefixe}-TOTAL_FORMS": len(lignes),
        f"{prefixe}-INITIAL_FORMS": sum(1 for ligne in lignes if ligne.get("id")),
    }
    for n, ligne in enumerate(lignes):
        saisie |= {f"{prefixe}-{n}-{champ}": valeur for champ, valeur in (ligne | {"cycle": cycle.pk}).items()}
    return saisie


def test_les_dates_du_cycle_se_modifient_sur_sa_page(admin):
    cycle = fabrique.cycle()
    adresse = reverse("admin:poles_cycle_change", args=[cycle.pk])
    assert 'aria-label="Étape"' in admin.get(adresse).content.decode()
    lignes = [
        {
            "id": e.pk,
            "nature": e.nature,
            "rang": e.rang,
            "jour": e.jour,
            **({"obligatoire": "on"} if e.obligatoire else {}),
        }
        for e in cycle.echeances.all()
    ]
    lignes[0]["jour"] = "2026-11-27"
    assert admin.post(adresse, cycle_saisi(cycle, lignes)).status_code == 302
    assert cycle.echeances.get(nature="fiches_projet").jour.day == 27
    lignes.append({"id": "", "nature": "point_etape", "rang": 2, "jour": "2027-04-30"})
    reponse = admin.post(adresse, cycle_saisi(cycle, lignes))
    assert "déjà dans la liste" in reponse.content.decode()
    lignes[-1]["rang"] = 3
    assert admin.post(adresse, cycle_saisi(cycle, lignes)).status_code == 302
    assert cycle.echeances.filter(nature="point_etape").count() == 3


def test_l_etat_ne_s_ecrit_pas_a_la_main(admin):
    cycle = fabrique.cycle(ouvert=False)
    page = admin.get(reverse("admin:poles_cycle_change", args=[cycle.pk]))
    assert "etat" not in page.context["adminform"].form.fields
    assert 'name="etat"' not in page.content.decode()


def test_un_libelle_qui_casserait_les_adresses_est_refuse(admin):
    saisie = {"libelle": "2026/2027", "debut": "2026-09-01", "fin": "2027-08-31"}
    assert "sans barre oblique" in admin.post(reverse("admin:poles_cycle_add"), saisie).content.decode()


def test_un_cycle_en_usage_garde_ses_poles_et_leurs_adresses(admin):
    """Two campaigns of one pôle in cycles of one name would share an address."""
    campagne = fabrique.campagne()
    commun = fabrique.cycle(academie=None, libelle="Projet commun")
    Campagne.objects.create(pole=campagne.pole, cycle=commun)
    adresse = reverse("admin:poles_cycle_change", args=[commun.pk])
    saisie = cycle_saisi(commun, []) | {"academie": ""}
    assert (
        "dans un autre cycle de ce nom"
        in admin.post(adresse, saisie | {"libelle": campagne.cycle.libelle}).content.decode()
    )
    lyon = fabrique.academie("Lyon").pk
    assert "d&#x27;une autre académie travaille" in admin.post(adresse, saisie | {"academie": lyon}).content.decode()
    assert admin.post(adresse, saisie | {"libelle": "Autre projet"}).status_code == 302
    assert admin.post(adresse, saisie | {"academie": campagne.pole.academie_id}).status_code == 302


def test_deux_cycles_sans_academie_n_ont_pas_le_meme_nom(admin):
    fabrique.cycle(academie=None, libelle="2026-2027")
    saisie = {"libelle": "2026-2027", "debut": "2026-09-01", "fin": "2027-08-31"}
    assert "porte déjà ce nom" in admin.post(reverse("admin:poles_cycle_add"), saisie).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.create(**saisie)


def test_une_date_propre_est_celle_d_un_pole_du_cycle(admin):
    campagne, ailleurs = fabrique.campagne(), fabrique.campagne()
    adresse = reverse("admin:calendrier_echeance_add")
    saisie = {"cycle": campagne.cycle.pk, "nature": "v2", "rang": 1, "jour": "2027-02-05"}
    assert "d&#x27;un autre cycle" in admin.post(adresse, saisie | {"campagne": ailleurs.pk}).content.decode()
    assert "déjà cette échéance" in admin.post(adresse, saisie).content.decode()
    assert admin.post(adresse, saisie | {"campagne": campagne.pk}).status_code == 302
    assert Echeance.objects.filter(campagne=campagne).exists()


def test_les_listes(admin):
    fabrique.campagne()
    for modele, mot in (("echeance", "fiches"), ("joursansclasse", "Noël")):
        reponse = admin.get(reverse(f"admin:calendrier_{modele}_changelist"), {"q": mot})
        assert reponse.context["cl"].result_count > 0
    periode = JourSansClasse.objects.first()
    assert admin.get(reverse("admin:calendrier_joursansclasse_change", args=[periode.pk])).status_code == 200


def test_une_echeance_deja_prise_est_refusee_dans_la_page(admin):
    """Two lines that exchange their numbers, or a colleague's line that this page has not seen: said, no error."""
    cycle = fabrique.cycle()
    adresse = reverse("admin:poles_cycle_change", args=[cycle.pk])
    une, autre = cycle.echeances.filter(campagne__isnull=True)[:2]
    vue = {"nature": une.nature, "rang": une.rang, "jour": une.jour, "obligatoire": ""}
    echange = [
        {"id": une.pk, **vue, "nature": autre.nature, "rang": autre.rang},
        {"id": autre.pk, **vue},
    ]
    for lignes in (echange, [vue]):
        page = admin.post(adresse, cycle_saisi(cycle, lignes))
        assert page.status_code == 200
        assert "Cette échéance est déjà dans la liste" in page.content.decode()
    une.refresh_from_db()
    assert (une.nature, une.rang) == (vue["nature"], vue["rang"])
