"""Mails as bytes: text and HTML of the same content, with the headers that let a reader leave in one click."""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import pgettext

from digests.links import confirm_address, leave_address, preferences_address
from digests.mail.transport import Mail
from digests.models import Confirmation, Delivery, Letter, Subscriber, Subscription
from digests.queries.facts import facts_in
from digests.queries.items import Item, readable
from digests.queries.routes import routes_of, told_to
from quotes.display import direction

# Bodies are encoded in lines of 76; only headers are written with this policy. Folding a long address in
# List-Unsubscribe would turn it into encoded words that no mail program follows.
UNFOLDED = SMTP.clone(max_line_length=900, cte_type="7bit")

STYLES = "emails/mail.css"


def written(letter: Letter, *, now: datetime) -> Mail | None:
    """The mail of a letter as it stands now; None where there is nothing to tell or nobody to tell it to."""
    if isinstance(letter, Confirmation):
        return _confirmation(letter, now)
    assert isinstance(letter, Delivery)
    return _digest(letter, now)


def message_id(letter: Letter) -> str:
    """The same at every attempt: of the letter and the site, never of the moment."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return letter.message_id or f"<{letter.reference}@{host}>"


def items_for(delivery: Delivery) -> list[Item]:
    """What this reader's copy tells, in the active language."""
    followed = Subscription.objects.confirmed().filter(subscriber=delivery.subscriber_id)
    followed = followed.select_related("speaker", "claim").prefetch_related("speaker__names")
    told = told_to(followed, routes_of(facts_in(delivery.edition)))
    return readable(told, delivery.edition.language)


def _confirmation(confirmation: Confirmation, now: datetime) -> Mail | None:
    subscriber = confirmation.subscriber
    asked = subscriber.subscriptions.filter(confirmed_at=None).select_related("speaker", "claim")
    with translation.override(confirmation.language):
        followed = [one.label(confirmation.language) for one in asked.prefetch_related("speaker__names")]
        if not followed:
            return None
        context = {"followed": followed, "address": confirm_address(confirmation)}
        subject = pgettext("verbatim", "Please confirm: the weekly mail of Verbatim")
        message = _message(subject, "emails/confirmation", context, confirmation.language)
    return _sealed(message, confirmation, now)


def _digest(delivery: Delivery, now: datetime) -> Mail | None:
    edition, subscriber = delivery.edition, delivery.subscriber
    if not subscriber.is_active:
        return None
    with translation.override(edition.language):
        items = items_for(delivery)
        if not items:
            return None
        week = edition.iso_week
        context = {"items": items, "week": week, **_ways_out(subscriber)}
        subject = pgettext("verbatim", "Verbatim, week %(number)d of %(year)d") % {
            "number": week.number,
            "year": week.year,
        }
        message = _message(subject, "emails/digest", context, edition.language)
    message["List-Unsubscribe"] = f"<{context['leave']}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["List-Id"] = f"<weekly.{urlsplit(settings.SITE_URL).hostname}>"
    return _sealed(message, delivery, now)


def _ways_out(subscriber: Subscriber) -> dict[str, str]:
    return {"leave": leave_address(subscriber), "preferences": preferences_address(subscriber)}


def _message(subject: str, template: str, context: Mapping[str, Any], language: str) -> EmailMessage:
    """Text and HTML alternatives. A line end in a header raises ValueError: headers cannot be injected."""
    shared = {
        **context,
        "language": language,
        "direction": direction(language),
        "site": settings.SITE_URL,
        "subject": subject,
    }
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(render_to_string(f"{template}.txt", shared), cte="base64")
    message.add_alternative(_inlined(render_to_string(f"{template}.html", shared)), subtype="html", cte="base64")
    message["Content-Language"] = language  # set_content would drop it
    return message


def _inlined(html: str) -> str:
    """Styles written into the elements: many mail programs drop style sheets."""
    styles = render_to_string(STYLES)
    return css_inline.CSSInliner(
        extra_css=styles, inline_style_tags=False, keep_style_tags=True, load_remote_stylesheets=False
    ).inline(html)


def _sealed(message: EmailMessage, letter: Letter, now: datetime) -> Mail:
    identity, recipient = message_id(letter), letter.subscriber.email
    message["From"] = settings.MAIL_FROM
    message["To"] = recipient
    message["Date"] = format_datetime(now)
    message["Message-ID"] = identity
    message["Auto-Submitted"] = "auto-generated"
    sender = parseaddr(settings.MAIL_FROM)[1]
    return Mail(sender, recipient, identity, message.as_bytes(policy=UNFOLDED))
