"""Adding a speaker with the names under which readers and articles know it."""

from collections.abc import Mapping, Sequence

import pghistory
from django.db import transaction
from django.utils.translation import pgettext_lazy

from accounts.models import User
from quotes.models import Speaker, SpeakerName
from quotes.services.errors import Refused
from quotes.words import has_letters


@transaction.atomic
def add_speaker(
    *, by: User, kind: str, names: Mapping[str, Sequence[str]], wikidata_id: str | None = None, about: str = ""
) -> Speaker:
    """`names` lists names by language; the first of a language is the one shown to its readers."""
    if not any(has_letters(name) for listed in names.values() for name in listed):
        raise Refused(pgettext_lazy("verbatim", "Give the speaker at least one name."), field="names")
    with pghistory.context(user=by.pk):
        speaker = Speaker.objects.create(kind=kind, wikidata_id=wikidata_id, about=about)
        for language, listed in names.items():
            for place, name in enumerate(listed):
                SpeakerName.objects.create(speaker=speaker, text=name, language=language, preferred=place == 0)
    return speaker
