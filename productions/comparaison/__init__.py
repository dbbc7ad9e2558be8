"""What changed from one version to another: files and links, declarations, remarks, the text of the livrets. Pure."""

from .versions import Comparaison, comparer

__all__ = ["Comparaison", "comparer"]
