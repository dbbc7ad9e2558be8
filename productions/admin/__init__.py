from productions.admin import analyse, fiche, relecture, report, ressource, texte, version

__all__ = ["analyse", "fiche", "relecture", "report", "ressource", "texte", "version"]
