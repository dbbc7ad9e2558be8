from calendrier.admin import annee

__all__ = ["annee"]
