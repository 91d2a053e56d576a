"""Rows for tests, made by the services as the desk makes them. Texts are invented; speakers are roles, not people."""

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.roles import EDITOR
from quotes.anchoring import Span
from quotes.models import Attribution, Claim, Match, MatchRelation, Quotation, Speaker, SpeakerName, Topic
from quotes.services import quoting
from sources.models import Article, Capture, Publication
from sources.services import recording as sources

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)
PASSWORD = "a-long-enough-password"
_numbers = itertools.count(1)


def make_user(role: str = EDITOR, name: str = "") -> User:
    user = User.objects.create_user(name or f"{role}-{next(_numbers)}", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_publication(name: str = "", language: str = "en") -> Publication:
    return Publication.objects.create(
        name=name or f"The Harbour Post {next(_numbers)}", kind="newspaper", language=language
    )


def make_article(title: str = "", *, publication: Publication | None = None, language: str = "en") -> Article:
    number = next(_numbers)
    return sources.add_article(
        by=None,
        publication=publication or make_publication(language=language),
        title=title or f"Harbour works go on, part {number}",
        language=language,
        canonical_address=f"https://post.example/articles/{number}",
        published=(DAY, DAY),
    )


def make_capture(text: str, *, article: Article | None = None, language: str = "en") -> Capture:
    return sources.record_capture(
        by=None,
        now=NOW,
        article=article or make_article(language=language),
        content=text.encode(),
        method=Capture.Method.FILE,
    )


@transaction.atomic
def make_speaker(name: str = "", *, kind: str = "person", language: str = "en", **names: str) -> Speaker:
    """`names` are further names by language: make_speaker("Minister of Roads", ar="وزير الطرق")."""
    texts = {language: name or f"Minister of Harbours {next(_numbers)}", **names}
    with transaction.atomic():
        speaker = Speaker.objects.create(kind=kind)
        for code, text in texts.items():
            SpeakerName.objects.create(speaker=speaker, text=text, language=code, preferred=True)
    return speaker


def make_quotation(
    text: str = "",
    *,
    speaker: Speaker | None = None,
    speakers: Sequence[Speaker] = (),
    described_as: str = "",
    said: date | tuple[date, date] | None = DAY,
    published: bool = True,
    kind: str = "direct",
    language: str = "en",
    article: Article | None = None,
    by: User | None = None,
    before: str = "",
    after: str = "",
) -> Quotation:
    """One quotation with one appearance in a capture of its own. Direct: `text` in marks; indirect: without.

    For a mixed one `before` and `after` are the parts of the clause outside the marks.
    """
    text = text or f"The harbour will be finished in year {next(_numbers)}"
    by = by or make_user()
    opening = "" if kind == "indirect" else "“"
    closing = "" if kind == "indirect" else "”"
    lead_in = f"At the port on Monday a statement was read: {before}{opening}"
    capture = make_capture(
        f"{lead_in}{text}{closing}{after} The reading took an hour.", article=article, language=language
    )
    words = Span(len(lead_in), len(lead_in) + len(text))
    clause = words
    if kind == "mixed":
        clause = Span(words.start - len(opening) - len(before), words.end + len(closing) + len(after))
    who = [quoting.AttributedTo(speaker=one) for one in speakers or ([speaker] if speaker else [])]
    if described_as:
        who.append(quoting.AttributedTo(described_as=described_as))
    quotation = quoting.create_quotation(
        by=by,
        now=NOW,
        attributed_to=who or [quoting.AttributedTo(speaker=make_speaker())],
        appearance=quoting.Appearance(
            capture=capture, kind=kind, clause=clause, segments=() if kind == "indirect" else (words,)
        ),
        said=(said, said) if isinstance(said, date) else said,
    )
    return quoting.publish(by=by, now=NOW, quotation=quotation) if published else quotation


def make_claim(heading: str = "", topic: Topic | None = None) -> Claim:
    number = next(_numbers)
    heading = heading or f"Who says that the harbour is finished ({number})"
    claim = Claim.objects.create(heading_en=heading, heading_ar=f"من يقول إن الميناء اكتمل ({number})؟")
    if topic:
        claim.topic_links.create(topic=topic)
    return claim


def make_topic(name: str = "") -> Topic:
    number = next(_numbers)
    return Topic.objects.create(name_en=name or f"Harbours {number}", name_ar=f"الموانئ {number}")


def make_relation(
    one: Quotation,
    other: Quotation,
    *,
    relation: str = "repetition",
    state: str = "suggested",
    wording: str = "variant",
    by: User | None = None,
) -> MatchRelation:
    first, second = sorted((one, other), key=lambda quotation: quotation.pk)
    match, _ = Match.objects.get_or_create(first=first, second=second)
    decided = {"decided_by": by or make_user(), "decided_at": NOW} if state != "suggested" else {}
    return MatchRelation.objects.create(
        match=match, relation=relation, state=state, wording=wording, probability=0.9, **decided
    )


def make_disputed(
    quotation: Quotation, *, denial: Quotation, state: str = "disputed", by: User | None = None
) -> Attribution:
    """The first attribution of `quotation` is disputed or denied by the words of `denial`."""
    attribution = quotation.attributions.first()
    assert attribution is not None
    assert denial.lead is not None
    return quoting.dispute(
        by=by or make_user(),
        now=NOW,
        attribution=attribution,
        state=state,
        shown_by=denial.lead,
        public_reason="The speaker's office says that these words were not said.",
    )
