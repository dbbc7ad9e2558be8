from .cycles import clore_cycle, ouvrir_cycle

__all__ = ["clore_cycle", "ouvrir_cycle"]
