"""The quotation page is the proof: words, speaker, date, every place where they appeared, and what was decided."""

import re
from datetime import date

import pytest

from quotes.anchoring import Span
from quotes.models import Note, Position, Quotation, RelayHop, Translation
from quotes.services import quoting
from sources.models import Capture
from sources.services import recording
from tests.factories import (
    DAY,
    NOW,
    make_article,
    make_claim,
    make_publication,
    make_quotation,
    make_relation,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    """The page as read: without tags, white space as one blank."""
    blocks = re.sub(r"</(dt|dd|p|li)>", " ", page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", blocks))


def address(quotation: Quotation, language: str = "en") -> str:
    return f"/{language}/quotations/{quotation.pk}/"


def test_the_words_stand_in_the_marks_and_direction_of_their_language(get) -> None:
    quotation = make_quotation("الميناء مفتوح", language="ar")
    page = get(address(quotation))
    assert '<blockquote class="words words--direct words--lead" lang="ar" dir="rtl">' in page
    assert "«الميناء مفتوح»" in text_of(page)


def test_a_mixed_quotation_is_its_clause_with_marks_around_the_quoted_words_only(get) -> None:
    quotation = make_quotation("open to all", kind="mixed", before="that the harbour is ", after=" from Monday")
    assert "that the harbour is “open to all” from Monday" in text_of(get(address(quotation)))


def test_an_indirect_quotation_has_no_marks_and_says_that_it_is_reported(get) -> None:
    quotation = make_quotation("that the harbour is open", kind="indirect")
    page = text_of(get(address(quotation)))
    assert "Reported statement that the harbour is open" in page
    assert "“that the harbour" not in page
    assert '"@type": "Quotation"' not in page


def test_the_office_is_the_one_held_on_the_day(get) -> None:
    speaker = make_speaker("Rower One")
    for title, first, last in (
        ("Mayor of the port", date(2020, 1, 1), date(2026, 11, 1)),
        ("Minister of Harbours", date(2026, 11, 2), None),
    ):
        Position.objects.create(speaker=speaker, title_en=title, held_from=first, held_to=last)
    page = text_of(get(address(make_quotation(speaker=speaker, said=DAY))))
    assert "Rower One, Minister of Harbours" in page
    assert "Mayor of the port" not in page


def test_no_office_is_named_when_the_day_is_not_known(get) -> None:
    speaker = make_speaker("Rower One")
    Position.objects.create(speaker=speaker, title_en="Minister of Harbours", held_from=date(2020, 1, 1))
    page = text_of(get(address(make_quotation(speaker=speaker, said=None))))
    assert "Minister of Harbours" not in page
    assert "Date not known" in page


def test_an_unnamed_source_is_described_and_has_no_page(get) -> None:
    page = get(address(make_quotation(described_as="a senior harbour official")))
    assert "a senior harbour official" in page
    assert "unnamed source" in page


def test_a_date_that_is_an_interval_is_shown_as_one(get) -> None:
    quotation = make_quotation(said=(date(2026, 3, 2), date(2026, 3, 5)))
    assert "between 2 March 2026 and 5 March 2026" in text_of(get(address(quotation)))


def test_each_place_shows_outlet_passage_fingerprint_and_the_way_the_words_took(get) -> None:
    quotation = make_quotation("The harbour is open")
    lead = quotation.lead
    assert lead is not None
    RelayHop.objects.create(occurrence=lead, order=1, kind="said", platform="Harbour radio", basis="stated")
    RelayHop.objects.create(
        occurrence=lead, order=2, kind="reported", publication=make_publication("The Quay Times"), basis="inferred"
    )
    page = get(address(quotation))
    assert "<mark>The harbour is open</mark>" in page
    assert "a statement was read: “" in page
    assert lead.capture.sha256 in page
    assert lead.capture.article.canonical_address in page
    assert "20 November 2026, 12:00 UTC" in page
    read = text_of(page)
    assert read.index("Said · Article says so Harbour radio") < read.index("Reported · We infer The Quay Times")
    assert "Original not found yet" in read


def test_an_address_that_is_no_web_address_is_never_a_link(get) -> None:
    quotation = make_quotation()
    for order, address_there in enumerate(["https://radio.example/1", "javascript:alert(1)"], start=1):
        RelayHop.objects.create(
            occurrence=quotation.lead, order=order, kind="reported", platform=f"Radio {order}", address=address_there
        )
    page = get(address(quotation))
    assert '<a href="https://radio.example/1"' in page
    assert "javascript:" not in page


def test_a_located_original_is_marked(get) -> None:
    quotation = make_quotation()
    Quotation.objects.filter(pk=quotation.pk).update(original=quotation.lead)
    page = text_of(get(address(quotation)))
    assert "Found: see below" in page
    assert "Original not found yet" not in page


def test_the_passage_is_cut_between_words(get) -> None:
    quotation = make_quotation("that it is open", kind="indirect", after="")
    lead = quotation.lead
    assert lead is not None
    long = make_quotation("word " * 200 + "end", published=True)
    page = get(address(long))
    assert "<mark>word word" in page
    assert get(address(quotation)).count('<div class="passage"') == 1


def test_a_machine_translation_is_named_and_never_in_marks(get) -> None:
    quotation = make_quotation("الميناء مفتوح", language="ar")
    common = {"occurrence": quotation.lead, "language": "en", "from_language": "ar"}
    Translation.objects.create(text="The port is open", translator="Engine", by_machine=True, **common)
    page = text_of(get(address(quotation)))
    assert "Translation into English from Arabic · by a machine Engine · not reviewed" in page
    assert "“The port is open”" not in page
    Translation.objects.create(
        text="The harbour is open", translator="R.", version=2, reviewed_by=make_user(), reviewed_at=NOW, **common
    )
    page = text_of(get(address(quotation)))
    assert "“The harbour is open”" in page
    assert "The port is open" not in page


def test_notes_say_where_accounts_differ(get) -> None:
    quotation = make_quotation()
    Note.objects.create(
        quotation=quotation, fact="place", article_says="Northport", we_record="Southport", because="The photo says so."
    )
    read = text_of(get(address(quotation)))
    assert "The article says Northport We record Southport Why The photo says so." in read


def test_links_are_named_from_both_sides_with_their_order(get) -> None:
    speaker = make_speaker("Minister of Harbours")
    early = make_quotation("The harbour is open", speaker=speaker, said=date(2026, 1, 5))
    late = make_quotation("The harbour is closed", speaker=speaker, said=date(2026, 6, 5))
    other = make_quotation("The harbour is wide open", said=date(2026, 3, 1))
    make_relation(early, late, relation="shift", state="confirmed")
    make_relation(early, other, relation="repetition", state="confirmed")
    read = text_of(get(address(early)))
    assert "Position changed Slightly changed said later “The harbour is closed”" in read
    assert "Says the same Slightly changed said later “The harbour is wide open”" in read
    assert "Position changed Slightly changed said earlier “The harbour is open”" in text_of(get(address(late)))


def test_a_speaker_who_repeats_himself_says_it_again(get) -> None:
    speaker = make_speaker()
    early = make_quotation(speaker=speaker, said=date(2026, 1, 5))
    late = make_quotation(speaker=speaker, said=date(2026, 6, 5))
    make_relation(early, late, relation="repetition", state="confirmed")
    assert "Says it again" in get(address(late))


def test_without_a_known_order_nobody_changed_his_position(get) -> None:
    speaker = make_speaker()
    one, other = make_quotation(speaker=speaker, said=DAY), make_quotation(speaker=speaker, said=DAY)
    make_relation(one, other, relation="shift", state="confirmed")
    assert "Position changed" not in get(address(one))


def test_the_same_phrase_about_another_subject_is_no_link_between_quotations(get) -> None:
    one, other = make_quotation(), make_quotation("The garden gate is open")
    make_relation(one, other, relation="echo", state="confirmed")
    assert "garden" not in get(address(one))


def test_stances_name_their_claim(get) -> None:
    quotation, claim = make_quotation(), make_claim("Who says that the harbour is finished")
    quoting.take_stance(by=make_user(), now=NOW, claim=claim, quotation=quotation, kind="qualifies")
    read = text_of(get(address(quotation)))
    assert "Who says that the harbour is finished Says so, with limits" in read


def test_corrections_stay_visible_with_reason_and_day(get) -> None:
    quotation = make_quotation()
    with quoting.correcting(
        by=make_user(), now=NOW, quotation=quotation, what="date", public_reason="The outlet named the wrong Monday."
    ):
        Quotation.objects.filter(pk=quotation.pk).update(said_from=date(2026, 10, 26), said_to=date(2026, 10, 26))
    read = text_of(get(address(quotation)))
    assert "20 November 2026 · date The outlet named the wrong Monday." in read


def test_a_corrected_date_is_shown_as_it_was_and_as_it_became(get) -> None:
    quotation, editor = make_quotation(said=DAY), make_user()
    for said in [(date(2026, 10, 1), date(2026, 10, 5)), (None, None)]:
        with quoting.correcting(by=editor, now=NOW, quotation=quotation, what="date", public_reason="Wrong Monday."):
            Quotation.objects.filter(pk=quotation.pk).update(said_from=said[0], said_to=said[1])
    read = text_of(get(address(quotation)))
    october = "between 1 October 2026 and 5 October 2026"
    assert f"Date said, before the correction: 2 November 2026; after it: {october}." in read
    assert f"Date said, before the correction: {october}; after it: Date not known." in read
    assert "تاريخ القول قبل التصحيح: 2 نوفمبر 2026، وبعده:" in text_of(get(address(quotation, "ar")))


def test_a_corrected_name_is_never_shown_as_it_was(get) -> None:
    quotation, right = make_quotation(speaker=make_speaker("Minister of Rivers")), make_speaker("Minister of Roads")
    with quoting.correcting(
        by=make_user(), now=NOW, quotation=quotation, what="attribution", public_reason="It was somebody else."
    ):
        quotation.attributions.update(speaker=right)
    read = text_of(get(address(quotation)))
    assert "attribution It was somebody else." in read
    assert "before the correction" not in read
    assert "Minister of Rivers" not in read


def test_words_cannot_become_markup_anywhere(get) -> None:
    nasty = "open</script><script>alert(1)</script> & <b>wide</b>"
    page = get(address(make_quotation(nasty, speaker=make_speaker("<i>Minister</i>"))))
    assert "<script>alert" not in page
    assert "<i>Minister" not in page
    assert nasty in page.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_hidden_characters_in_words_are_shown(get) -> None:
    page = get(address(make_quotation("open \u202enepo always")))
    assert 'title="Invisible character U+202E">RLO</span>' in page
    assert "\u202e" not in page


def test_the_language_switch_keeps_the_page(get) -> None:
    quotation = make_quotation()
    assert f'href="/ar/quotations/{quotation.pk}/"' in get(address(quotation))
    assert f'href="/en/quotations/{quotation.pk}/?x=1"' in get(address(quotation, "ar"), x="1")


def test_words_from_a_recording_keep_their_time_code(get) -> None:
    transcript = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\n<v Harbour master>The quay is open.\n\n"
        "01:02:05.000 --> 01:02:09.250\n<v Harbour master>Nobody will wait any longer.\n"
    )
    capture = recording.record_capture(
        by=None,
        now=NOW,
        article=make_article(),
        content=transcript.encode(),
        method=Capture.Method.FILE,
        media_type="text/vtt",
        file_name="talk.vtt",
    )
    words = "Nobody will wait any longer."
    start = capture.text.index(words)
    place = Span(start, start + len(words))
    by = make_user()
    quotation = quoting.create_quotation(
        by=by,
        now=NOW,
        attributed_to=[quoting.AttributedTo(speaker=make_speaker())],
        appearance=quoting.Appearance(capture=capture, kind="direct", clause=place, segments=(place,)),
        said=None,
    )
    lead = quotation.lead
    assert lead is not None
    assert (lead.heard_from, lead.heard_to) == (3725.0, 3729.25)
    quoting.publish(by=by, now=NOW, quotation=quotation)
    page = get(address(quotation))
    assert "1:02:05 – 1:02:09" in page
    other = make_quotation()
    assert "In the recording" not in get(address(other))
