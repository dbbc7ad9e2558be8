from productions.admin import analyse, fiche, relecture, report, ressource, tests_classe, texte, version

__all__ = ["analyse", "fiche", "relecture", "report", "ressource", "tests_classe", "texte", "version"]
