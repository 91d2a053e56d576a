"""One saved copy with its suggested quotes: the text with their places, and all that a decision needs to see."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language, pgettext

from accounts.models import User
from quotes import anchoring
from quotes.anchoring import heard
from quotes.copies import origins
from quotes.display import Span, Words, direction, display, name_words
from quotes.explaining import strength_name
from quotes.finding import reasons_of_proposal, strength_of_proposal
from quotes.mentions import bare_name
from quotes.models import Proposal, Quotation
from quotes.placing import Place, PlacedBlock, placed
from quotes.queries.cards import NO_ROW
from quotes.queries.linking import Candidate, Mention, Who, linked
from quotes.queries.watching import watched_speakers
from quotes.queries.words import KINDS, bulk_of, occurrence_words, segments_of
from sources.models import Capture, Publication
from sources.queries import doubt_about, unread_in
from sources.text import Block

SAME_WORDS: Final = 0.95
State = Proposal.State


@dataclass(frozen=True)
class Choice:
    """One way to say who spoke, as the form sends it back."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """One speaker of a mention, and whom an editor may choose."""

    who: Who

    @property
    def choices(self) -> list[Choice]:
        words = name_words(self.who.words)
        chosen = self.preselected
        listed = [
            Choice(f"speaker:{one.speaker_id}", _named(one), f"speaker:{one.speaker_id}" == chosen)
            for one in self.who.candidates
        ]
        if words:
            described = pgettext("verbatim", "Unnamed source: %(words)s") % {"words": words}
            if not self.who.unnamed:
                new = pgettext("verbatim", "New speaker: %(name)s") % {"name": name_words(bare_name(self.who.words))}
                listed.append(Choice("new", new, chosen == "new"))
            listed.append(Choice("described", described, chosen == "described"))
        return listed

    @property
    def preselected(self) -> str:
        """Nobody where several may be meant: the editor chooses."""
        if self.who.likely is not None:
            return f"speaker:{self.who.likely}"
        if self.who.unnamed:
            return "described"
        return "" if self.who.candidates or not self.who.words else "new"


@dataclass(frozen=True)
class NearQuote:
    """The archived quotation most like the proposal."""

    quotation: Quotation
    words: Words
    speakers: tuple[str, ...]
    same: bool


@dataclass(frozen=True)
class Copy:
    """The same words in another saved copy."""

    proposal: Proposal
    outlet: Publication


@dataclass(frozen=True)
class Star:
    """A known speaker whom the mention names, and whether the viewer watches them."""

    speaker_id: int
    name: str
    watched: bool


@dataclass(frozen=True)
class ProposalCard:
    """One suggested quote. `number` counts on the page; `printed_by` is the article's outlet; `asked` is empty where
    the article names nobody."""

    number: int
    proposal: Proposal
    printed_by: int
    words: Words
    asked: tuple[Asked, ...]
    near: NearQuote | None
    copies: tuple[Copy, ...]
    after: int | None
    stars: tuple[Star, ...]
    heard: tuple[float | None, float | None] = (None, None)

    @property
    def pk(self) -> int:
        return self.proposal.pk

    @property
    def anchor(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.proposal.state == State.SUGGESTED

    @property
    def reasons(self) -> list[str]:
        return reasons_of_proposal(self.proposal)

    @property
    def strength(self) -> str:
        return strength_of_proposal(self.proposal)

    @property
    def strength_name(self) -> str:
        return strength_name(self.strength)

    @property
    def origins(self) -> int:
        """How many independent texts the copies are."""
        return origins([self.proposal.copy_key, *(copy.proposal.copy_key for copy in self.copies)])

    @property
    def outlets(self) -> int:
        return len({self.printed_by, *(copy.outlet.pk for copy in self.copies)})


@dataclass(frozen=True)
class OfSpeaker:
    """A speaker of several open proposals, who can be accepted in one act."""

    pk: int
    name: str
    count: int


@dataclass(frozen=True)
class ArticlePage:
    capture: Capture
    blocks: tuple[tuple[PlacedBlock, tuple[ProposalCard, ...]], ...]
    cards: dict[int, ProposalCard]
    speakers: tuple[OfSpeaker, ...]
    unread: tuple[Any, ...] = ()
    pretence: Any = ""

    @property
    def open_count(self) -> int:
        return sum(card.is_open for card in self.cards.values())

    @property
    def is_left_out(self) -> bool:
        """Whether the machine did not read parts of the text."""
        return any(block.left_out for block, _ in self.blocks)

    @property
    def numbers(self) -> dict[int, int]:
        return {pk: card.number for pk, card in self.cards.items()}


def article_page(capture: Capture, *, viewer: User, left_out: Sequence[tuple[int, int]] = ()) -> ArticlePage:
    """The page of a copy whose article and text are loaded; 11 queries, however many proposals there are.

    `left_out` are the stretches that the machine did not read: from, to.
    """
    proposals = list(
        Proposal.objects.filter(run__capture=capture)
        .select_related("decided_by", "accepted_as")
        .order_by("clause_start", "clause_end", "pk")
    )
    asked = asked_of(proposals, capture)
    near, copies = _near(proposals), _copies(proposals, capture)
    stars = _stars(asked, viewer)
    waiting = [one.pk for one in proposals if one.state == State.SUGGESTED]
    cards = {
        one.pk: ProposalCard(
            number=number,
            proposal=one,
            printed_by=capture.article.publication_id,
            words=_words(one, capture.article.language),
            asked=asked[one.pk],
            near=near.get(one.nearest_id or NO_ROW),
            copies=tuple(copies[one.words_key]) if one.state == State.SUGGESTED else (),
            stars=stars[one.pk],
            after=next((pk for pk in waiting[waiting.index(one.pk) + 1 :]), None) if one.pk in waiting else None,
            heard=heard(capture.blocks, anchoring.Span(one.clause_start, one.clause_end)),
        )
        for number, one in enumerate(proposals, start=1)
    }
    blocks = [Block(one["kind"], one["start"], one["end"]) for one in capture.blocks]
    places = [Place(one.pk, one.clause_start, one.clause_end) for one in proposals]
    shown = placed(capture.text, blocks, places, left_out)
    placed_cards = tuple((block, tuple(cards[pk] for pk in block.places)) for block in shown)
    return ArticlePage(capture, placed_cards, cards, _speakers(cards), unread_in(capture), doubt_about(capture))


def asked_of(proposals: Sequence[Proposal], capture: Capture) -> dict[int, tuple[Asked, ...]]:
    """Who may be meant by each proposal's mention; 1 query."""
    mentions = {one.pk: mention_of(one) for one in proposals}
    language = capture.article.language
    found = linked(list({*mentions.values()}), text=capture.text, language=language)
    return {pk: tuple(Asked(who) for who in found[mention] if who.words) for pk, mention in mentions.items()}


def mention_of(proposal: Proposal) -> Mention:
    start = proposal.named_start if proposal.named_mention else proposal.speaker_start
    return Mention(proposal.mention, start or 0)


def copies_of(proposal: Proposal) -> list[Proposal]:
    """The same words of the same speaker that wait in other saved copies."""
    others = Proposal.objects.open().filter(words_key=proposal.words_key, run__capture__erased_at=None)
    return list(others.exclude(run__capture=proposal.run.capture_id).order_by("pk"))


def latest_act(user: User) -> UUID | None:
    """The user's latest decision in the inbox that stands: what the undo key takes back."""
    mine = Proposal.objects.filter(decided_by=user).order_by("-decided_at", "-pk")
    return mine.values_list("decided_together", flat=True).first()


def _words(proposal: Proposal, language: str) -> Words:
    segments = [Span(one["start"], one["exact"]) for one in proposal.segments]
    return display(KINDS[proposal.kind], Span(proposal.clause_start, proposal.clause_exact), segments, language)


def _named(candidate: Candidate) -> str:
    """The number tells two of one name apart."""
    how = {
        "surname": pgettext("verbatim", "by the last name"),
        "script": pgettext("verbatim", "spelled or written otherwise"),
    }.get(candidate.how, "")
    name = f"{name_words(candidate.name)} (#{candidate.speaker_id})"
    return f"{name} – {how}" if how else name


def _stars(asked: dict[int, tuple[Asked, ...]], viewer: User) -> dict[int, tuple[Star, ...]]:
    names = {
        one.speaker_id: name_words(one.name)
        for listed in asked.values()
        for each in listed
        for one in each.who.candidates
        if one.speaker_id == each.who.likely
    }
    watched = watched_speakers(viewer, names)
    return {
        pk: tuple(Star(likely, names[likely], likely in watched) for each in listed if (likely := each.who.likely))
        for pk, listed in asked.items()
    }


def _near(proposals: Sequence[Proposal]) -> dict[int, NearQuote]:
    """Nearest quotations by id, not withdrawn; 5 queries."""
    likeness = {one.nearest_id: one.likeness or 0.0 for one in proposals if one.nearest_id}
    rows = Quotation.objects.filter(Q(pk__in=[NO_ROW, *likeness]), ~Q(status=Quotation.Status.WITHDRAWN))
    rows = rows.select_related("lead__capture__article").defer(*bulk_of("lead__capture"))
    rows = rows.prefetch_related(segments_of("lead"), "attributions__speaker__names")
    shown = get_language() or "en"
    return {
        row.pk: NearQuote(
            row,
            occurrence_words(row.lead),
            tuple(
                name_words(line.speaker.label(shown) if line.speaker else line.described_as)
                for line in row.attributions.all()
            ),
            likeness[row.pk] >= SAME_WORDS,
        )
        for row in rows
        if row.lead
    }


def _copies(proposals: Sequence[Proposal], capture: Capture) -> defaultdict[str, list[Copy]]:
    keys = {one.words_key for one in proposals if one.state == State.SUGGESTED}
    rows = Proposal.objects.open().filter(words_key__in=["", *keys], run__capture__erased_at=None)
    rows = rows.exclude(run__capture=capture).select_related("run__capture__article__publication")
    found: defaultdict[str, list[Copy]] = defaultdict(list)
    for row in rows.defer(*bulk_of("run__capture")).order_by("pk"):
        found[row.words_key].append(Copy(row, row.run.capture.article.publication))
    return found


def _speakers(cards: dict[int, ProposalCard]) -> tuple[OfSpeaker, ...]:
    """Of whom more than one open proposal may be accepted in one act."""
    counts: defaultdict[int, int] = defaultdict(int)
    names: dict[int, str] = {}
    for card in cards.values():
        likely = goes_with_all(card.proposal, card.asked)
        if card.is_open and likely is not None:
            counts[likely] += 1
            names[likely] = next(one.name for one in card.asked[0].who.candidates if one.speaker_id == likely)
    return tuple(OfSpeaker(pk, name_words(names[pk]), count) for pk, count in counts.items() if count > 1)


def goes_with_all(proposal: Proposal, asked: Sequence[Asked]) -> int | None:
    """The speaker with all of whose proposals this one may be accepted: the one known speaker whom the mention
    certainly names at that place. None for joint, doubtful, unnamed and inferred ones, for a weak guess, and for
    what the archive may have already: those are decided one by one."""
    is_known = proposal.nearest_id is not None and (proposal.likeness or 0) >= SAME_WORDS
    is_inferred = proposal.form != Proposal.Form.NAMED or strength_of_proposal(proposal) == "weak"
    if is_known or is_inferred or len(asked) != 1:
        return None
    return asked[0].who.likely


def direction_of(capture: Capture) -> str:
    return direction(capture.article.language)
