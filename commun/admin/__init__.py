from commun.admin import courriel, travail

__all__ = ["courriel", "travail"]
