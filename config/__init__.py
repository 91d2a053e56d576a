"""Settings, addresses and the processes of Verbatim. Nobody imports this package; settings come through django.conf."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
