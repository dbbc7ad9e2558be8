from productions.admin import analyse, fiche, relecture, ressource, version

__all__ = ["analyse", "fiche", "relecture", "ressource", "version"]
