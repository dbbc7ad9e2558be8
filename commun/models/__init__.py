from commun.models.courriel import Courriel
from commun.models.jeton import Jeton, JetonQuerySet
from commun.models.renvoi import Renvoi
from commun.models.televersement import Televersement
from commun.models.travail import Travail

__all__ = ["Courriel", "Jeton", "JetonQuerySet", "Renvoi", "Televersement", "Travail"]
