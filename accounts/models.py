"""Who works here. Readers and subscribers have no account."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person of the newsroom: reporter, editor or chief (see accounts.roles)."""
