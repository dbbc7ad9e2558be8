from productions.admin import fiche, relecture, ressource, version

__all__ = ["fiche", "relecture", "ressource", "version"]
