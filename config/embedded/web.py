"""The application for the supervisor's web server: its worker never outlives the main process."""

from config.embedded.processes import die_with_parent

die_with_parent()

from config.wsgi import application  # noqa: E402 - what takes long to load comes after the promise

__all__ = ["application"]
