"""Which page of the guide helps on which screen: the one place to complete when an address is added.

`tests/aide/test_ecrans.py` requires every page of the service to stand here, or in SANS_AIDE with its reason.
"""

from __future__ import annotations

# Slug of the page (and anchor of its section), then the names of the addresses.
_PAR_PAGE: dict[str, str] = {
    "premiers-pas": """
        account_login account_logout account_inactive account_request_login_code account_confirm_login_code
        account_reset_password account_reset_password_done account_reset_password_from_key
        account_reset_password_from_key_done poles:accueillir poles:nouveau_lien
    """,
    "a-faire": "accueil:accueil accueil:mes_poles",
    "parcours": "accueil:ressource accueil:journal_de_ressource productions:abandonner_fiche productions:comparer",
    "listes": "productions:mes_fiches productions:mes_ressources productions:mes_versions productions:mes_remarques "
    "validations:mes_visas productions:ressources productions:fiches",
    "listes#garder-une-recherche": "poles:vues poles:enregistrer_vue poles:modifier_vue poles:supprimer_vue",
    "calendrier": "calendrier:annee calendrier:mois calendrier:agenda_du_pole calendrier:mon_agenda",
    "calendrier#les-rappels": "calendrier:mes_rappels calendrier:desabonnement",
    "reunions": "suivi:mes_reunions suivi:reunion suivi:repondre_par_lien suivi:ajouter_decision "
    "suivi:modifier_decision",
    "mon-compte": """
        comptes:mon_compte comptes:changer_adresse comptes:confirmer_adresse account_change_password
        account_set_password poles:mon_etablissement poles:quitter aide:mes_conseils commun:courriels_envoyes
        commun:courriel_envoye
    """,
    "mon-compte#etre-indisponible": "poles:mon_indisponibilite",
    "fiche-projet": """
        productions:fiche productions:nouvelle_fiche productions:modifier_fiche productions:planifier_fiche
        productions:imprimer_fiche accueil:journal_de_fiche
    """,
    "deposer": "productions:depot productions:annuler_depot productions:televersement",
    "repondre-aux-remarques": "productions:repondre_remarque productions:continuer_sans_relecture",
    "reports": "productions:demander_report productions:report productions:demander_report_par_lien "
    "productions:retirer_report productions:accepter_date",
    "vers-la-publication": "validations:demander validations:retirer_demande productions:donner_accord",
    "relire": "productions:relecture productions:rendre_relecture",
    "relectures-cas-particuliers": """
        productions:decliner_relecture productions:passer_relecture productions:echange productions:accepter_echange
        productions:refuser_echange productions:retirer_echange
    """,
    "relectures-cas-particuliers#la-reponse-ne-vous-convient-pas": "productions:contester_reponse "
    "productions:clore_remarque",
    "tester-en-classe": """
        productions:mon_test productions:mon_test_par_lien productions:date_du_test productions:date_du_test_par_lien
        productions:photos_test productions:photos_test_par_lien productions:reponses_test
        productions:reponses_test_par_lien productions:renoncer_test productions:renoncer_test_par_lien
        productions:nouveau_lien_test
    """,
    "tableau-de-bord": "accueil:tableau_de_bord",
    "tableau-de-bord#relancer": "calendrier:relancer",
    "pole": "accueil:pole poles:modifier_campagne accueil:journal_de_pole validations:abandonner "
    "productions:reprendre productions:scinder_ressource",
    "equipe": """
        poles:inviter poles:inviter_plusieurs poles:renvoyer_invitation poles:annuler_invitation poles:presences
        poles:etablissement poles:indisponibilite
    """,
    "equipe#quand-quelqu-un-s-en-va": "poles:reattribuer poles:terminer_mandat",
    "decider-des-fiches": "productions:renvoyer_fiche productions:rouvrir_fiche productions:reprendre_fiche",
    "organiser-les-relectures": """
        productions:assigner_relecture productions:repartir_relectures productions:clore_relecture
        productions:rouvrir_relecture productions:changer_echeance productions:trancher_remarque
    """,
    "organiser-les-tests": """
        productions:planifier_test productions:modifier_test productions:annuler_test productions:tests_du_pole
        productions:test productions:renvoyer_lien_test productions:fermer_lien_test
    """,
    "organiser-les-tests#ce-que-les-tests-disent": """
        productions:resultats_tests productions:remarque_de_constat productions:vous_avez_dit
        productions:masquer_constat productions:masquer_reponse productions:photo_de_resultat
    """,
    "preparer-une-seance": """
        validations:seances validations:preparer_seance validations:modifier_seance validations:annuler_seance
        validations:clore_seance
    """,
    "publier": """
        validations:publier validations:corriger_publication validations:retirer_publication
        validations:valider_formation productions:accord_ecrit
    """,
    "reunions-et-etapes": """
        suivi:reunions suivi:nouvelle_reunion suivi:modifier_reunion suivi:annuler_reunion suivi:presences
        suivi:rediger suivi:etape suivi:etapes suivi:consigner
    """,
    "dates-et-rappels": "calendrier:dates_du_pole productions:fixer_date",
    "dates-et-rappels#repondre-a-une-demande-de-report": "productions:accorder_report productions:proposer_date "
    "productions:refuser_report",
    "dates-et-rappels#regler-les-rappels": "calendrier:rappels calendrier:regles calendrier:regler calendrier:retablir",
    "grilles": """
        grilles:grilles grilles:grille grilles:apercu grilles:brouillon grilles:copier grilles:abandonner
        grilles:en_vigueur grilles:nouvelle_question grilles:nouvelle_section grilles:question grilles:section
        grilles:retirer grilles:revenir
    """,
    "bilan": """
        bilans:bilan bilans:apercu bilans:ouvrir bilans:ouvrir_academie bilans:completer bilans:declarer_definitif
        bilans:generation bilans:tableau bilans:motifs
    """,
    "annee-suivante": "bilans:preparer_annee bilans:annuler_preparation",
    "importer": """
        importations:deposer importations:importation importations:referentiels
        importations:abandonner
    """,
    "donner-un-visa": "validations:tableau validations:viser validations:suivante",
    "signer-en-seance": """
        validations:mes_seances validations:seance validations:poser_avis validations:signer_seance
        validations:signer_avec_code validations:commenter
    """,
    "deleguer": "poles:delegations poles:deleguer poles:reprendre_delegation",
    "suivre-lacademie": "poles:remplacer",
    "suivre-lacademie#l-ecran-de-l-academie": "accueil:academies accueil:academie",
    "cycles": "calendrier:cycles calendrier:cycle calendrier:nouveau_cycle",
    "courriels": """
        courriers:envois courriers:envoi courriers:renvoyer courriers:textes courriers:textes_de courriers:texte
        courriers:retablir
    """,
}
ECRANS = {nom: page for page, noms in _PAR_PAGE.items() for nom in noms.split()}
ADMINISTRATION = "administration"
# Pages that explain themselves, or are no page.
SANS_AIDE = {
    "aide:aide": "is the help",
    "aide:page": "is the help",
    "commun:accessibilite": "a text",
    "commun:donnees_personnelles": "a text",
    "commun:travail": "the progress of whatever work: its own page says what it is",
    "commun:resultat_travail": "a file",
    "sante": "not for people",
}


def page_de(nom: str) -> str:
    """Slug (and anchor) of the page that helps on the screen of that address; empty: the index."""
    return ADMINISTRATION if nom.startswith("admin:") else ECRANS.get(nom, "")
