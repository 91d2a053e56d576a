"""The services that record speakers, claims, and what stands beside the words: what they keep and what they refuse."""

import pytest
from pghistory.models import Events

from quotes.models import Claim, RelayHop, Speaker, Topic, Translation
from quotes.services.claiming import add_topic, open_claim
from quotes.services.describing import Hop, add_note, add_translation, set_relay
from quotes.services.errors import Refused
from quotes.services.naming import add_speaker
from tests.factories import make_publication, make_quotation, make_speaker, make_user

pytestmark = pytest.mark.django_db


def test_a_speaker_has_names_by_language_and_the_first_is_shown():
    speaker = add_speaker(
        by=make_user(), kind="person", names={"en": ["Minister of Roads", "The Minister"], "ar": ["وزير الطرق"]}
    )
    assert [(name.language, name.text, name.preferred) for name in speaker.names.all()] == [
        ("en", "Minister of Roads", True),
        ("en", "The Minister", False),
        ("ar", "وزير الطرق", True),
    ]
    assert (speaker.label("ar"), speaker.label("ru")) == ("وزير الطرق", "Minister of Roads")


@pytest.mark.parametrize("names", [{}, {"en": []}, {"en": [" \u200f "]}])
def test_a_speaker_without_a_name_is_refused(names):
    with pytest.raises(Refused, match="at least one name"):
        add_speaker(by=make_user(), kind="person", names=names)
    assert Speaker.objects.count() == 0


def test_history_says_who_added_a_speaker():
    user = make_user()
    speaker = add_speaker(by=user, kind="person", names={"en": ["Minister of Roads"]})
    event = Events.objects.tracks(speaker).get()
    assert event.pgh_context["user"] == user.pk


def test_the_relay_is_kept_in_order_and_replaced_whole():
    occurrence, other = make_quotation().lead, make_quotation().lead
    speaker, outlet = make_speaker(), make_publication()
    user = make_user()
    set_relay(by=user, occurrence=other, hops=[Hop("said", speaker=speaker)])
    set_relay(by=user, occurrence=occurrence, hops=[Hop("posted", platform="Town board")])
    set_relay(
        by=user,
        occurrence=occurrence,
        hops=[Hop("said", speaker=speaker), Hop("reported", publication=outlet, basis="inferred")],
    )
    hops = [(hop.order, hop.kind, hop.basis, hop.speaker, hop.publication) for hop in occurrence.relay_hops.all()]
    assert hops == [(1, "said", "stated", speaker, None), (2, "reported", "inferred", None, outlet)]
    assert other.relay_hops.count() == 1


@pytest.mark.parametrize("actors", [{}, {"platform": " "}, {"platform": "Town board", "speaker": True}])
def test_a_step_without_exactly_one_actor_is_refused_and_the_others_stay(actors):
    occurrence = make_quotation().lead
    set_relay(by=make_user(), occurrence=occurrence, hops=[Hop("posted", platform="Town board")])
    if "speaker" in actors:
        actors = actors | {"speaker": make_speaker()}
    with pytest.raises(Refused, match="one actor"):
        set_relay(by=make_user(), occurrence=occurrence, hops=[Hop("said", **actors)])
    assert RelayHop.objects.get().platform == "Town board"


def test_a_note_says_three_things():
    quotation = make_quotation()
    facts = {"fact": "place", "article_says": "In the north.", "we_record": "In the south.", "because": "A photograph."}
    add_note(by=make_user(), quotation=quotation, **facts)
    with pytest.raises(Refused, match="three things"):
        add_note(by=make_user(), quotation=quotation, **(facts | {"because": " "}))
    assert quotation.notes.count() == 1


def test_translations_are_counted_by_language_and_unreviewed():
    occurrence = make_quotation("The bridge opens soon.").lead
    user = make_user()
    for text in ("الجسر يفتح قريباً.", "سيفتح الجسر قريباً."):
        add_translation(by=user, occurrence=occurrence, language="ar", text=text, translator="Desk")
    add_translation(by=user, occurrence=occurrence, language="fr", text="Le pont ouvre bientôt.", translator="Desk")
    kept = Translation.objects.order_by("pk").values_list("language", "version", "from_language", "reviewed_by")
    assert list(kept) == [("ar", 1, "en", None), ("ar", 2, "en", None), ("fr", 1, "en", None)]


@pytest.mark.parametrize(
    ("language", "text", "said"), [("ar", " \n", "Write the translation"), ("en", "Same.", "another language")]
)
def test_no_translation_is_refused(language, text, said):
    occurrence = make_quotation().lead
    with pytest.raises(Refused, match=said):
        add_translation(by=make_user(), occurrence=occurrence, language=language, text=text, translator="Desk")
    assert Translation.objects.count() == 0


def test_a_claim_has_both_headings_and_its_topics():
    user = make_user()
    topic = add_topic(by=user, name_en="Bridges", name_ar="الجسور")
    assert add_topic(by=user, name_en="Bridges", name_ar="جسور") == topic
    claim = open_claim(by=user, heading_en="Who says it opens?", heading_ar="من يقول إنه سيفتح؟", topics=[topic])
    assert [link.topic for link in claim.topic_links.all()] == [topic]
    with pytest.raises(Refused, match="neutral heading"):
        open_claim(by=user, heading_en="Who says it?", heading_ar=" ")
    with pytest.raises(Refused, match="in English and in Arabic"):
        add_topic(by=user, name_en="Roads", name_ar="")
    assert (Claim.objects.count(), Topic.objects.count()) == (1, 1)
