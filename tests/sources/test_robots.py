"""robots.txt as RFC 9309 says, and hostile ones that cost next to nothing."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.robots import MOST_BYTES, delay_of, may_visit, product_of, text_of

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: Verbatim\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", False),
        ("User-agent: Verbatim\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("user-agent: VERBATIM # us\ndisallow: /a", "/a", False),
        ("User-agent: Verbatimbot\nDisallow: /", "/a", True),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /", "/a", True),
        ("User-agent: GPTBot\nUser-agent: Verbatim\nUser-agent: CCBot\nDisallow: /", "/a", False),
        ("User-agent: GPTBot\nDisallow: /\nUser-agent: *\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?b", True),
        ("User-agent: *\nDisallow: /مقال", "/%D9%85%D9%82%D8%A7%D9%84/1", False),
        ("<!doctype html><p>Not found</p>", "/a", True),
    ],
)
def test_what_a_host_allows(text: str, path: str, allowed: bool) -> None:
    assert may_visit(text, SITE + path, "Verbatim") is allowed


def test_the_distance_that_a_host_wants() -> None:
    assert delay_of("User-agent: *\nCrawl-delay: 7.5", "Verbatim") == 7.5
    assert delay_of("User-agent: *\nRequest-rate: 1/20", "Verbatim") == 20
    assert delay_of("User-agent: *\nCrawl-delay: 99999", "Verbatim") == 30
    assert delay_of("User-agent: other\nCrawl-delay: 9", "Verbatim") == 0
    assert delay_of("User-agent: *\nCrawl-delay: nan", "Verbatim") == 0


def test_our_name_is_the_first_word_of_the_user_agent() -> None:
    assert product_of("Verbatim/0.1 (+https://newsroom.example)") == "Verbatim"
    assert product_of("NewsroomBot") == "NewsroomBot"
    assert product_of("(odd)") == "Verbatim"


def test_what_is_kept_is_text() -> None:
    assert text_of(b"\xef\xbb\xbfUser-agent: *\0\xff") == "User-agent: *\ufffd\ufffd"
    assert len(text_of(b"x" * (MOST_BYTES + 5))) == MOST_BYTES


def test_thousands_of_names_over_thousands_of_rules_stay_small() -> None:
    names = "".join(f"User-agent: b{number}\n" for number in range(2000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(2000))
    tracemalloc.start()
    try:
        assert may_visit(names + "User-agent: *\n" + rules, f"{SITE}/x", "Verbatim")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_many_wildcards_are_no_trap() -> None:
    rules = "User-agent: *\n" + "Disallow: /" + "*a" * 500 + "*b$\n"
    assert may_visit(rules * 20, SITE + "/" + "a" * 3000, "Verbatim")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    may_visit(text, f"{SITE}/a", "Verbatim")
    assert 0 <= delay_of(f"User-agent: *\n{text}", "Verbatim") <= 30
