from config.celery import application as celery

__all__ = ["celery"]
