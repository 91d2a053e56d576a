"""The time line of a claim: where the marks stand, and what the page shows of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.services import quoting
from quotes.timeline import MOST_TICKS, WIDTH, Moment, draw, tick_days
from tests.factories import NOW, make_claim, make_disputed, make_quotation, make_speaker, make_user

LANES = ["asserts", "qualifies", "denies"]
JANUARY, JUNE = date(2022, 1, 1), date(2022, 6, 1)


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw([], LANES, right_to_left=False) is None


def test_time_runs_in_the_direction_of_reading() -> None:
    moments = [Moment(1, "asserts", JANUARY, JANUARY), Moment(2, "asserts", JUNE, JUNE)]
    for right_to_left in (False, True):
        drawing = draw(moments, LANES, right_to_left=right_to_left)
        assert drawing is not None
        first, last = drawing.marks
        assert (first.key, last.key) == (1, 2)
        assert (first.x > last.x) is right_to_left


def test_each_stance_has_its_lane_in_order() -> None:
    moments = [Moment(number, lane, JANUARY, JANUARY) for number, lane in enumerate(LANES)]
    drawing = draw(moments, LANES, right_to_left=False)
    assert drawing is not None
    heights = {mark.lane: mark.y for mark in drawing.marks}
    assert heights["asserts"] < heights["qualifies"] < heights["denies"] < drawing.axis_y


def test_marks_of_one_day_do_not_cover_one_another() -> None:
    drawing = draw([Moment(n, "asserts", JANUARY, JANUARY) for n in range(5)], LANES, right_to_left=False)
    assert drawing is not None
    assert len({(mark.x, mark.y) for mark in drawing.marks}) == 5


def test_an_interval_is_drawn_over_all_its_days_with_the_mark_in_the_middle() -> None:
    moments = [Moment(1, "asserts", JANUARY, JUNE), Moment(2, "denies", JANUARY, JANUARY)]
    drawing = draw(moments, LANES, right_to_left=False)
    assert drawing is not None
    exact, vague = sorted(drawing.marks, key=lambda mark: mark.key, reverse=True)
    assert vague.span_x1 < vague.x < vague.span_x2
    assert exact.span_x1 == exact.x == exact.span_x2


@given(st.dates(), st.dates())
def test_ticks_are_few_and_inside(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = tick_days(first, last)
    assert 1 <= len(days) <= MOST_TICKS
    assert all(first <= day <= last for day in days)


@given(st.lists(st.tuples(st.dates(), st.dates(), st.sampled_from(LANES)), min_size=1, max_size=40), st.booleans())
def test_every_mark_stands_inside_the_drawing(rows: list[tuple[date, date, str]], right_to_left: bool) -> None:
    moments = [Moment(n, lane, min(a, b), max(a, b)) for n, (a, b, lane) in enumerate(rows)]
    drawing = draw(moments, LANES, right_to_left=right_to_left)
    assert drawing is not None
    assert len(drawing.marks) == len(rows)
    for mark in drawing.marks:
        assert 0 < mark.x < WIDTH
        assert 0 < mark.y < drawing.axis_y


@pytest.mark.django_db
def test_the_claim_page_draws_each_stance_in_its_shape_and_says_the_same_in_a_table(get) -> None:
    claim, by = make_claim("Who says that the harbour is finished"), make_user()
    for number, kind in enumerate(["denies", "qualifies", "asserts"]):
        quotation = make_quotation(
            f"Statement {kind}", speaker=make_speaker(f"Speaker {kind}"), said=date(2026, 3 - number, 1)
        )
        quoting.take_stance(by=by, now=NOW, claim=claim, quotation=quotation, kind=kind)
    undated = make_quotation("Statement undated", said=None)
    quoting.take_stance(by=by, now=NOW, claim=claim, quotation=undated, kind="asserts")
    page = get(f"/en/claims/{claim.pk}/")
    drawing = page[page.index("<svg viewBox") : page.index("</svg>")]
    assert [drawing.count(shape) for shape in ("<circle", "<path", "<rect")] == [1, 1, 1]
    assert "Speaker denies · 1 March 2026 · Says not" in drawing
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = [table.index(f"Statement {kind}") for kind in ("asserts", "qualifies", "denies", "undated")]
    assert rows == sorted(rows)
    cards = page[page.index("In the order in which it was said") :]
    order = [cards.index(f"Statement {kind}") for kind in ("asserts", "qualifies", "denies", "undated")]
    assert order == sorted(order)


@pytest.mark.django_db
def test_an_attribution_in_doubt_is_not_drawn_like_one_that_stands(get) -> None:
    claim, by = make_claim(), make_user()
    sure = make_quotation("Statement sure", speaker=make_speaker("Speaker sure"), said=JUNE)
    doubtful = make_quotation("Statement doubtful", speaker=make_speaker("Speaker doubtful"), said=JANUARY)
    make_disputed(doubtful, denial=make_quotation("Never said"), state="disputed")
    for quotation in (sure, doubtful):
        quoting.take_stance(by=by, now=NOW, claim=claim, quotation=quotation, kind="denies")
    for address in ("/en/", f"/en/claims/{claim.pk}/"):
        page = get(address)
        drawing = page[page.index('<figure class="timeline"') : page.index("</figure>")]
        assert 'aria-label="Speaker doubtful · Disputed · 1 January 2022 · Says not" class="timeline__doubt"' in drawing
        assert 'aria-label="Speaker sure · 1 June 2022 · Says not"><title>' in drawing
        assert drawing.count("legend__doubt") == 1


@pytest.mark.django_db
def test_numbers_of_the_drawing_stay_numbers_in_every_language(get) -> None:
    claim = make_claim()
    for day in (date(2026, 1, 1), date(2026, 1, 12), date(2026, 2, 1)):
        quotation = make_quotation(said=day)
        quoting.take_stance(by=make_user(), now=NOW, claim=claim, quotation=quotation, kind="qualifies")
    page = get(f"/ar/claims/{claim.pk}/")
    drawing = page[page.index("<svg viewBox") : page.index("</svg>")]
    assert 'viewBox="0 0 900.0 236.0"' in drawing
    assert not any(f'{name}="' in drawing and "٫" in drawing for name in ("x", "y"))
