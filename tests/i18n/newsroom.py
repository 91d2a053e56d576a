"""A small newsroom whose own data has no English: whatever English a page still shows is ours.

What is quoted is English on purpose: a page has to say so, with `lang`, wherever it shows it.
"""

from datetime import date
from typing import Any

from accounts.models import User
from accounts.roles import CHIEF
from quotes.models import Claim, ExternalReview, Match, MatchRelation, Note, Position, Quotation, RelayHop, Translation
from quotes.services import quoting
from sources.models import Article, Feed, Publication
from tests.factories import (
    NOW,
    make_article,
    make_claim,
    make_publication,
    make_quotation,
    make_relation,
    make_speaker,
    make_topic,
    make_user,
)
from tests.review.making import evidence_of

REPORTED = "that the harbour will be finished"
EVIDENCE: dict[str, Any] = {
    **evidence_of(),
    "reasons": [
        {"id": reason, "weight": weight, "params": params, "spans": [[], []]}
        for reason, weight, params in [
            ("same_words", 1.0, {}),
            ("shared_words", 1.0, {"shared": 3, "total": 5}),
            ("shared_phrase", 1.0, {"first": "the harbour", "second": "the port"}),
            ("close_meaning", 1.0, {"percent": 81}),
            ("numbers_clash", -1.0, {"first": "two", "second": "three"}),
            ("days_apart", 0.1, {"days": 12}),
            ("many_speakers", -0.3, {"speakers": 4}),
        ]
    ],
}


class Newsroom:
    """Every kind of row that a page may show."""

    def __init__(self) -> None:
        self.chief: User = make_user(CHIEF, name="رئيسة-التحرير")
        self.outlet: Publication = make_publication("صحيفة الميناء", language="ar")
        self.speaker = make_speaker("وزير الموانئ", language="ar")
        self.other = make_speaker("وزيرة الطرق", language="ar")
        Position.objects.create(speaker=self.speaker, title_ar="وزير الموانئ", held_from=date(2024, 1, 1))
        self.topic = make_topic("الموانئ")
        self.claim: Claim = make_claim("من يقول إن الميناء اكتمل؟", topic=self.topic)
        self.quotation = self.quoted("The harbour will be finished", speaker=self.speaker)
        self.reported = self.quoted(REPORTED, speaker=self.other, kind="indirect")
        self.denial = self.quoted("These words were never said", speaker=self.speaker)
        self.draft = self.quoted("The harbour has three gates", described_as="مسؤول رفيع", published=False)
        self.withdrawn = self.quoted("The harbour is closed", speaker=self.other, said=None)
        self._decide()
        self._describe()

    def quoted(self, text: str, **options: Any) -> Quotation:
        return make_quotation(text, article=self.article(), by=self.chief, **options)

    def article(self) -> Article:
        """Printed in English by an outlet whose own name is Arabic."""
        return make_article("أعمال الميناء مستمرة", publication=self.outlet, language="en")

    def _decide(self) -> None:
        make_relation(self.quotation, self.reported, state="confirmed", by=self.chief)
        self._suggest(self.draft, self.quotation)
        self._suggest(self.draft, self.reported)
        for quotation, kind in [(self.quotation, "asserts"), (self.reported, "denies"), (self.denial, "qualifies")]:
            quoting.take_stance(by=self.chief, now=NOW, claim=self.claim, quotation=quotation, kind=kind)
        self._dispute()
        quoting.withdraw(by=self.chief, now=NOW, quotation=self.withdrawn, because="نُقل القول خطأً.")
        with quoting.correcting(
            by=self.chief, now=NOW, quotation=self.quotation, what="date", public_reason="كان التاريخ خطأً."
        ):
            Quotation.objects.filter(pk=self.quotation.pk).update(said_from=date(2026, 11, 1))
        Feed.objects.create(publication=self.outlet, address="https://post.example/feed")
        ExternalReview.objects.create(
            claim=self.claim, publication=self.outlet, address="https://post.example/1", verdict="صحيح", language="ar"
        )

    def _dispute(self) -> None:
        attribution = self.reported.attributions.get()
        shown_by = self.denial.lead
        assert shown_by is not None
        quoting.dispute(
            by=self.chief,
            now=NOW,
            attribution=attribution,
            state="disputed",
            shown_by=shown_by,
            public_reason="قال مكتبها إن هذا لم يُقل.",
        )

    def _suggest(self, one: Quotation, other: Quotation) -> None:
        relation = make_relation(one, other)
        MatchRelation.objects.filter(pk=relation.pk).update(evidence=EVIDENCE, pair_sha256="a" * 64)
        Match.objects.filter(pk=relation.match_id).update(family="the harbour", group_count=3)

    def _describe(self) -> None:
        place = self.quotation.lead
        assert place is not None
        RelayHop.objects.create(
            occurrence=place, order=1, kind="said", speaker=self.speaker, basis="stated", happened_on=date(2026, 11, 1)
        )
        RelayHop.objects.create(occurrence=place, order=2, kind="reported", publication=self.outlet, basis="inferred")
        Translation.objects.create(
            occurrence=place, language="ar", from_language="en", text="سيكتمل الميناء", translator="", by_machine=True
        )
        Note.objects.create(
            quotation=self.quotation,
            occurrence=place,
            fact="place",
            article_says="الميناء",
            we_record="العاصمة",
            because="كذا",
        )
