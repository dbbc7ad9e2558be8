from productions.admin import analyse, fiche, relecture, report, ressource, version

__all__ = ["analyse", "fiche", "relecture", "report", "ressource", "version"]
