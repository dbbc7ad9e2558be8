from calendrier.admin import annee, relances

__all__ = ["annee", "relances"]
