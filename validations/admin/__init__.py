from validations.admin import circuit, demander

__all__ = ["circuit", "demander"]
