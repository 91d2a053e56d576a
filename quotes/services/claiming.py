"""Opening a claim under a neutral heading and filing it under topics. Stances are taken in `quoting.take_stance`."""

from collections.abc import Sequence

import pghistory
from django.db import transaction
from django.utils.translation import pgettext_lazy

from accounts.models import User
from quotes.models import Claim, ClaimTopic, Topic
from quotes.services.errors import Refused
from quotes.words import has_letters


@transaction.atomic
def add_topic(*, by: User, name_en: str, name_ar: str) -> Topic:
    """One topic per English name: the existing one is returned as it is."""
    if not (has_letters(name_en) and has_letters(name_ar)):
        raise Refused(pgettext_lazy("verbatim", "Give the topic's name in English and in Arabic."), field="name_en")
    with pghistory.context(user=by.pk):
        topic, _ = Topic.objects.get_or_create(name_en=name_en, defaults={"name_ar": name_ar})
    return topic


@transaction.atomic
def open_claim(
    *,
    by: User,
    heading_en: str,
    heading_ar: str,
    proposition_en: str = "",
    proposition_ar: str = "",
    topics: Sequence[Topic] = (),
) -> Claim:
    """A claim is public as soon as a published quotation stands on it."""
    if not (has_letters(heading_en) and has_letters(heading_ar)):
        raise Refused(
            pgettext_lazy("verbatim", "Give the claim a neutral heading in English and in Arabic: “Who says that …”"),
            field="heading_en",
        )
    with pghistory.context(user=by.pk):
        claim = Claim.objects.create(
            heading_en=heading_en,
            heading_ar=heading_ar,
            proposition_en=proposition_en,
            proposition_ar=proposition_ar,
        )
        for topic in topics:
            ClaimTopic.objects.create(claim=claim, topic=topic)
    return claim
