"""Who speaks: persons, organizations and states, under their names in many scripts."""

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy

from quotes.models.fields import FoldedField, NameKeysField
from quotes.querysets import SpeakerQuerySet
from sources.languages import LANGUAGE_CHOICES


@pgtrigger.register(
    pgtrigger.Trigger(
        name="speaker_has_name",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_check_speaker(NEW.id); RETURN NULL;",
    )
)
@pghistory.track()
class Speaker(models.Model):
    """A known speaker. Its names are rows of SpeakerName; it has at least one."""

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("speaker", "Person")
        ORGANIZATION = "organization", pgettext_lazy("speaker", "Organization")
        STATE = "state", pgettext_lazy("speaker", "State")

    kind = models.CharField(pgettext_lazy("verbatim", "kind"), max_length=12, choices=Kind.choices)
    wikidata_id = models.CharField("Wikidata", max_length=20, null=True, blank=True, unique=True, help_text="Q42")
    about = models.TextField(pgettext_lazy("verbatim", "about"), blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "Speaker")
        verbose_name_plural = pgettext_lazy("verbatim", "Speakers")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wikidata_id=None) | Q(wikidata_id__regex=r"^Q[1-9][0-9]*$"),
                name="speaker_wikidata_id_form",
            )
        ]

    def __str__(self) -> str:
        return self.label(get_language() or "en")

    def label(self, language: str) -> str:
        """The name for a reader of `language`: preferred there, any there, preferred anywhere, the first.

        Reads `names`; prefetch it where many speakers are shown.
        """
        names = sorted(self.names.all(), key=lambda name: name.pk)
        ranked = sorted(names, key=lambda name: (name.language != language, not name.preferred))
        return ranked[0].text if ranked else f"#{self.pk}"


@pgtrigger.register(
    pgtrigger.Trigger(
        name="speaker_keeps_a_name",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func="PERFORM quotes_check_speaker(OLD.speaker_id); RETURN NULL;",
    )
)
@pghistory.track(exclude=["keys"])
class SpeakerName(models.Model):
    """One name of a speaker in one language. `folded` is its shadow for searching, never shown; `keys` are the folded
    words and what they sound like, by which a mention in another script finds its candidates."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="names")
    text = models.CharField(pgettext_lazy("verbatim", "name"), max_length=200)
    language = models.CharField(pgettext_lazy("verbatim", "language"), max_length=8, choices=LANGUAGE_CHOICES)
    preferred = models.BooleanField(pgettext_lazy("verbatim", "shown to readers of this language"), default=False)
    folded = FoldedField(source="text", max_length=400, editable=False, db_index=True)
    keys = NameKeysField(source="text", db_default=[], editable=False)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "name")
        verbose_name_plural = pgettext_lazy("verbatim", "names")
        ordering = ["id"]
        indexes = [GinIndex(fields=["keys"], name="speaker_name_keys")]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "language", "text"], name="speaker_name_once"),
            models.UniqueConstraint(
                fields=["speaker", "language"], condition=Q(preferred=True), name="speaker_one_preferred_name"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="speaker_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Position(models.Model):
    """An office that a speaker held, so that a page can say what they were on the day they spoke."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="positions")
    title_en = models.CharField(pgettext_lazy("verbatim", "title in English"), max_length=200, blank=True)
    title_ar = models.CharField(pgettext_lazy("verbatim", "title in Arabic"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("verbatim", "organization"),
    )
    held_from = models.DateField(pgettext_lazy("verbatim", "held from"), null=True, blank=True)
    held_to = models.DateField(pgettext_lazy("verbatim", "held to"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("verbatim", "position")
        verbose_name_plural = pgettext_lazy("verbatim", "positions")
        ordering = ["held_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_from=None) | Q(held_to=None) | Q(held_from__lte=F("held_to")),
                name="position_interval",
            ),
            models.CheckConstraint(condition=~Q(title_en="", title_ar=""), name="position_has_title"),
        ]

    def __str__(self) -> str:
        return self.label(get_language() or "en")

    def label(self, language: str) -> str:
        """The title for a reader of `language`, else in the other one."""
        return (self.title_ar or self.title_en) if language == "ar" else (self.title_en or self.title_ar)
