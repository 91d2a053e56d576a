"""Writes the demo newsroom through the services, all of it or nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import EDITOR, REPORTER
from quotes.anchoring import anchor
from quotes.demo import reading
from quotes.demo.logins import make_users, write_logins
from quotes.models import Claim, Quotation, Speaker
from quotes.services import claiming, describing, naming, quoting, reviewing
from quotes.services.editing import check_laws
from quotes.services.quoting import Appearance, AttributedTo
from sources.models import Capture, Publication
from sources.services import recording as sources


@dataclass
class Newsroom:
    """What was loaded. Quotations by the name of their data file, speakers and outlets by their English name."""

    users: dict[str, User]
    speakers: dict[str, Speaker] = field(default_factory=dict)
    outlets: dict[str, Publication] = field(default_factory=dict)
    quotations: dict[str, Quotation] = field(default_factory=dict)
    claim: Claim | None = None

    @property
    def wire(self) -> Publication:
        """The outlet of our own."""
        return next(iter(self.outlets.values()))


@transaction.atomic
def load_demo(*, now: datetime, data_dir: Path) -> Newsroom:
    """Load users, speakers, outlets, articles, quotations and decisions; write `data_dir`/demo-logins.txt.

    The database queues the search for related quotations; a worker finds the open flags.
    """
    users, passwords = make_users()
    newsroom = Newsroom(users)
    editor = users[EDITOR]
    for key, facts in reading.speakers().items():
        newsroom.speakers[key] = naming.add_speaker(
            by=editor, kind=facts["kind"], names=facts["names"], wikidata_id=facts.get("wikidata")
        )
    for name, facts in reading.outlets().items():
        newsroom.outlets[name] = sources.add_publication(by=editor, name=name, **facts)
    told = reading.articles()
    for each in told:
        newsroom.quotations[each.key] = record(newsroom, each, now)
    decide(newsroom, told, now)
    check_laws()  # what they refuse must be refused before the log-ins are written
    if passwords:
        write_logins(passwords, data_dir)
    return newsroom


def record(newsroom: Newsroom, told: reading.Told, now: datetime) -> Quotation:
    """One draft by the reporter, with everything that belongs to it."""
    reporter = newsroom.users[REPORTER]
    behalf = newsroom.speakers[told.on_behalf_of] if told.on_behalf_of else None
    quotation = quoting.create_quotation(
        by=reporter,
        now=now,
        attributed_to=[AttributedTo(newsroom.speakers[name], on_behalf_of=behalf) for name in told.speakers],
        appearance=appearance(told, capture(newsroom, told, now)),
        said=told.said,
        occasion=told.occasion,
        place=told.place,
    )
    describe(newsroom, told, quotation)
    return quotation


def capture(newsroom: Newsroom, told: reading.Told, now: datetime) -> Capture:
    reporter = newsroom.users[REPORTER]
    article = sources.add_article(
        by=reporter,
        publication=newsroom.wire,
        title=told.title,
        language=told.language,
        published=(told.published, told.published) if told.published else None,
        authors="Verbatim (demo)",
    )
    return sources.record_capture(
        by=reporter, now=now, article=article, content=told.content, method=Capture.Method.FILE
    )


def appearance(told: reading.Told, capture: Capture) -> Appearance:
    clause = anchor(capture.text, told.clause)
    segments = () if told.kind == "indirect" else (anchor(capture.text, told.words),)
    return Appearance(capture, told.kind, clause, segments, cue=told.cue, speaker_mention=told.speaker_mention)


def describe(newsroom: Newsroom, told: reading.Told, quotation: Quotation) -> None:
    reporter, lead = newsroom.users[REPORTER], quotation.lead
    assert lead is not None
    describing.set_relay(by=reporter, occurrence=lead, hops=[hop(newsroom, facts) for facts in told.relay])
    for note in told.notes:
        describing.add_note(by=reporter, quotation=quotation, occurrence=lead, **note)
    for translation in told.translations:
        # Made with a machine and read by nobody yet: shown as such, and never in quotation marks.
        describing.add_translation(
            by=reporter, occurrence=lead, translator="Verbatim (demo)", by_machine=True, **translation
        )


def hop(newsroom: Newsroom, facts: dict[str, Any]) -> describing.Hop:
    return describing.Hop(
        kind=facts["kind"],
        speaker=newsroom.speakers[facts["speaker"]] if "speaker" in facts else None,
        publication=newsroom.outlets[facts["outlet"]] if "outlet" in facts else None,
        platform=facts.get("platform", ""),
        basis=facts.get("basis", "stated"),
        address=facts.get("address", ""),
        happened_on=facts.get("on"),
        remark=facts.get("remark", ""),
    )


def decide(newsroom: Newsroom, told: list[reading.Told], now: datetime) -> None:
    """What the editor did: disputes first, then publishing, stances and links."""
    editor, decisions = newsroom.users[EDITOR], reading.decisions()
    for dispute in decisions.dispute:
        shown_by = newsroom.quotations[dispute["shown_by"]].lead
        assert shown_by is not None
        for attribution in newsroom.quotations[dispute["quotation"]].attributions.all():
            quoting.dispute(by=editor, now=now, attribution=attribution, state=dispute["state"], shown_by=shown_by)
    for each in told:
        if not each.draft:
            quotation = newsroom.quotations[each.key]
            newsroom.quotations[each.key] = quoting.publish(by=editor, now=now, quotation=quotation)
    newsroom.claim = open_claim(newsroom, decisions.claim, told, now)
    for link in decisions.link:
        one, other = (newsroom.quotations[key] for key in link["pair"])
        phrases = (link["phrase"][0], link["phrase"][1]) if "phrase" in link else None
        reviewing.link(
            by=editor,
            now=now,
            one=one,
            other=other,
            chosen=link["relation"],
            wording=link["wording"],
            phrases=phrases,
        )


def open_claim(newsroom: Newsroom, facts: dict[str, str], told: list[reading.Told], now: datetime) -> Claim:
    editor = newsroom.users[EDITOR]
    texts = {name: text for name, text in facts.items() if not name.startswith("topic")}
    topic = claiming.add_topic(by=editor, name_en=facts["topic_en"], name_ar=facts["topic_ar"])
    claim = claiming.open_claim(by=editor, topics=[topic], **texts)
    for each in told:
        if each.stance:
            quotation = newsroom.quotations[each.key]
            quoting.take_stance(by=editor, now=now, claim=claim, quotation=quotation, kind=each.stance)
    return claim
