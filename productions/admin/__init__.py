from productions.admin import echange, fiche, lectures, relecture, report, ressource, tests_classe, version

__all__ = ["echange", "fiche", "lectures", "relecture", "report", "ressource", "tests_classe", "version"]
