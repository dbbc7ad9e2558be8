from productions.admin import analyse, echange, fiche, relecture, report, ressource, tests_classe, texte, version

__all__ = ["analyse", "echange", "fiche", "relecture", "report", "ressource", "tests_classe", "texte", "version"]
