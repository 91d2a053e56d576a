"""The weekly mail on the desk."""

from digests.admin import editions, letters, subscribers

__all__ = ["editions", "letters", "subscribers"]
