"""Signed links: the keys of readers, who have no account. Each link opens one door and no other.

Nothing secret is stored: a link is the row's id signed with the site's SECRET_KEY, salted by what it may do.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from digests.models import Confirmation, Subscriber


class BadLink(Exception):
    """The link is cut off, changed, or of another site."""


def confirm_address(confirmation: Confirmation) -> str:
    return _address("digests:confirm", _signed("confirm", confirmation.pk), confirmation.language)


def preferences_address(subscriber: Subscriber) -> str:
    return _address("digests:preferences", _signed("preferences", subscriber.pk), subscriber.language)


def leave_address(subscriber: Subscriber) -> str:
    """Also the one-click address of List-Unsubscribe: it can do nothing but leave."""
    return _address("digests:leave", _signed("leave", subscriber.pk), subscriber.language)


def row_id(purpose: str, token: str) -> int:
    """The id that a link of this purpose carries; `BadLink` for any other text."""
    try:
        return int(Signer(salt=f"digests.{purpose}").unsign(token))
    except (BadSignature, ValueError) as error:
        raise BadLink from error


def _signed(purpose: str, pk: int) -> str:
    return Signer(salt=f"digests.{purpose}").sign(str(pk))


def _address(view: str, token: str, language: str) -> str:
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse(view, args=[token])}"
