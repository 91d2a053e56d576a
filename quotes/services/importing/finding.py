"""The outlets, articles, saved copies and speakers of a batch: those that are here, and those that it adds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from quotes.models import Speaker
from quotes.services import naming
from quotes.services.errors import Refused
from quotes.services.importing.rows import Row, RowRefused
from quotes.services.quoting import AttributedTo, refuse_attributions
from quotes.words import has_letters
from sources.models import Publication
from sources.services import recording as sources

ADDS_OUTLETS, ADDS_SPEAKERS = "sources.add_publication", "quotes.add_speaker"

LONGEST_NAME = 200
WIKIDATA_ID = re.compile(r"Q[1-9][0-9]{0,17}")
NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass
class Known:
    """The outlets and speakers that the rows of one batch name, as far as they are here; new ones are added to it."""

    by: User
    outlets: dict[str, Publication] = field(default_factory=dict)
    names: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    speakers: dict[int, Speaker] = field(default_factory=dict)
    wikidata: dict[str, Speaker] = field(default_factory=dict)

    @classmethod
    def for_rows(cls, rows: Sequence[Row], by: User) -> "Known":
        """3 queries for any number of rows."""
        known = cls(by)
        known._read_outlets()
        known._read_speakers(rows)
        return known

    def refuse_outlet(self, row: Row) -> None:
        """`RowRefused` where the outlet is not known and cannot be added."""
        if row.outlet.lower() in self.outlets:
            return
        if not row.outlet_kind:
            raise RowRefused("outlet", f"There is no outlet “{row.outlet}”.", "Check its name, or give outlet_kind.")
        if not self.by.has_perm(ADDS_OUTLETS):
            raise RowRefused("outlet", f"There is no outlet “{row.outlet}”.", "Only editors add outlets: ask one.")

    def outlet(self, row: Row) -> Publication:
        """The outlet of a row that `refuse_outlet` lets pass, added where it is new."""
        found = self.outlets.get(row.outlet.lower())
        if found is None:
            found = sources.add_publication(by=self.by, name=row.outlet, kind=row.outlet_kind, language=row.language)
            self.outlets[row.outlet.lower()] = found
        return found

    def attributed_to(self, row: Row) -> list[AttributedTo]:
        """The speakers of a row, those added that are not known; or its unnamed source.

        All of them are checked before the first is added: a refused row leaves nobody behind.
        """
        if row.speaker_id and len(row.speakers) > 1:
            raise RowRefused("speaker_id", "It stands beside several speakers.", "Leave it out, or name one speaker.")
        if row.speaker_id:
            return [AttributedTo(self._by_id(row))]
        found = {name: self._by_name(name) for name in row.speakers}
        described = [AttributedTo(described_as=row.described_as)] if row.described_as else []
        # Who is not here yet has no number yet: each gets one that nobody has.
        strangers = (Speaker(pk=-place) for place in range(1, len(found) + 1))
        _check([*(AttributedTo(one or next(strangers)) for one in found.values()), *described])
        for name in (name for name, one in found.items() if one is None):
            self._refuse_new(name)
        return [*(AttributedTo(one or self._add(name, row)) for name, one in found.items()), *described]

    def _by_id(self, row: Row) -> Speaker:
        given = row.speaker_id
        found = self.wikidata.get(given) or (self.speakers.get(int(given)) if NUMBER.fullmatch(given) else None)
        if found is None and WIKIDATA_ID.fullmatch(given) and row.speakers:
            self._refuse_new(row.speakers[0])
            found = self._add(row.speakers[0], row, wikidata_id=given)
        if found is None:
            raise RowRefused("speaker_id", f"There is no speaker {given}.", "Check it; with Q42, give the name too.")
        return found

    def _by_name(self, name: str) -> Speaker | None:
        found = self.names.get(name, set())
        if len(found) > 1:
            listed = ", ".join(str(pk) for pk in sorted(found))
            raise RowRefused("speaker", f"Several speakers are called “{name}”.", f"Give speaker_id: {listed}.")
        return self.speakers[next(iter(found))] if found else None

    def _refuse_new(self, name: str) -> None:
        """`RowRefused` where a speaker of this name is not added."""
        if not self.by.has_perm(ADDS_SPEAKERS):
            raise RowRefused("speaker", f"There is no speaker “{name}”.", "Ask somebody who may add speakers.")
        if len(name) > LONGEST_NAME:
            raise RowRefused("speaker", f"The name is longer than {LONGEST_NAME} characters.", "Shorten it.")
        if not has_letters(name):
            raise RowRefused("speaker", f"“{name}” is no name: it holds no letters.", "Check the name.")

    def _add(self, name: str, row: Row, wikidata_id: str | None = None) -> Speaker:
        made = naming.add_speaker(
            by=self.by, kind=row.speaker_kind, names={row.speaker_language: [name]}, wikidata_id=wikidata_id
        )
        self._remember(made, [name])
        return made

    def _remember(self, speaker: Speaker, names: Iterable[str]) -> None:
        self.speakers[speaker.pk] = speaker
        if speaker.wikidata_id:
            self.wikidata[speaker.wikidata_id] = speaker
        for name in names:
            self.names[name].add(speaker.pk)

    def _read_outlets(self) -> None:
        """All of them: they are few. The name in the outlet's own form counts before the others."""
        rows = list(Publication.objects.all())
        for column in ("name_ar", "name_en", "name"):
            self.outlets |= {name.lower(): row for row in rows if (name := getattr(row, column))}

    def _read_speakers(self, rows: Sequence[Row]) -> None:
        given = {row.speaker_id for row in rows}
        named = Q(names__text__in={name for row in rows for name in row.speakers})
        numbered = Q(pk__in=[int(one) for one in given if NUMBER.fullmatch(one)]) | Q(wikidata_id__in=given)
        for speaker in Speaker.objects.filter(named | numbered).distinct().prefetch_related("names"):
            self._remember(speaker, {name.text for name in speaker.names.all()})


def _check(who: list[AttributedTo]) -> None:
    try:
        refuse_attributions(who)
    except Refused as refused:
        raise RowRefused("speaker", str(refused), "Give speaker, or described_as for an unnamed source.") from None
