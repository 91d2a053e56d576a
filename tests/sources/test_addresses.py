"""One article, one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import (
    AddressRefused,
    HasCredentials,
    NotAnAddress,
    NotOnTheWeb,
    TooLong,
    canonical_address,
    is_same_site,
    spellings,
)


@pytest.mark.parametrize(
    ("given_address", "canonical"),
    [
        ("HTTPS://Post.Example", "https://post.example/"),
        ("http://post.example:80/a", "http://post.example/a"),
        ("https://post.example:8443/a", "https://post.example:8443/a"),
        (" https://post.example./a/./b/../c ", "https://post.example/a/c"),
        ("https://post.example/a/..", "https://post.example/"),
        ("https://post.example/a#top", "https://post.example/a"),
        ("https://post.example/a?utm_source=x&id=7&fbclid=y", "https://post.example/a?id=7"),
        ("https://post.example/a?UTM_Source=x", "https://post.example/a"),
        ("https://post.example/a?b=2&a=1", "https://post.example/a?b=2&a=1"),
        ("https://post.example/%7euser/%e3%81", "https://post.example/~user/%E3%81"),
        ("https://post.example/a%2fb", "https://post.example/a%2Fb"),
        ("https://post.example/100%", "https://post.example/100%25"),
        ("https://مثال.example/خبر", "https://xn--mgbh0fb.example/%D8%AE%D8%A8%D8%B1"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
    ],
)
def test_forms_of_one_address_become_one(given_address, canonical):
    assert canonical_address(given_address) == canonical


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", NotAnAddress),
        ("post.example/a", NotAnAddress),
        ("https://", NotAnAddress),
        ("https:///a", NotAnAddress),
        ("https://a b/c", NotAnAddress),
        ("https://post.example/\x00", NotAnAddress),
        ("https://post.example/\ud800", NotAnAddress),
        ("https://post.example:port/", NotAnAddress),
        ("https://post.example:99999/", NotAnAddress),
        ("https://-post-.example/", NotAnAddress),
        ("https://[::1/", NotAnAddress),
        ("https://" + "x." * 200, NotAnAddress),
        ("ftp://post.example/a", NotOnTheWeb),
        ("file:///etc/passwd", NotOnTheWeb),
        ("https://user:secret@post.example/", HasCredentials),
        ("https://post.example/" + "a" * 2000, TooLong),
        ("https://post.example/" + "خ" * 500, TooLong),
    ],
)
def test_what_is_no_address_is_refused(address, reason):
    with pytest.raises(reason):
        canonical_address(address)


PARTS = st.text(st.sampled_from(list("abAZ09.-_~/%2fE&=?#:@[] خ中")), max_size=40)


@given(st.sampled_from(["http", "HTTPS"]), PARTS, PARTS)
def test_normalising_twice_changes_nothing_and_leaves_ascii(scheme, path, query):
    try:
        once = canonical_address(f"{scheme}://post.example/{path}?{query}")
    except AddressRefused:
        return
    assert once.isascii()
    assert canonical_address(once) == once


@given(st.text())
def test_any_text_is_an_address_or_a_named_refusal(text):
    try:
        assert canonical_address(canonical_address(text)) == canonical_address(text)
    except (NotAnAddress, NotOnTheWeb, HasCredentials, TooLong):
        return


@pytest.mark.parametrize(
    ("given_address", "canonical"),
    [
        ("https://www.google.com/amp/s/post.example/a/amp", "https://post.example/a/amp"),
        ("https://post-example.cdn.ampproject.org/c/s/post.example/a?amp=1", "https://post.example/a"),
        ("https://post.example/a?outputType=amp&id=7", "https://post.example/a?id=7"),
        ("https://post.example/a?srsltid=1&cvid=2&b=3", "https://post.example/a?b=3"),
    ],
)
def test_copies_in_caches_are_named_by_their_original(given_address, canonical):
    assert canonical_address(given_address) == canonical


@pytest.mark.parametrize(
    "other",
    [
        "http://post.example/a",
        "https://www.post.example/a",
        "https://m.post.example/a/",
        "https://amp.post.example/a",
        "https://post.example/a/amp/",
        "http://mobile.post.example/a",
    ],
)
def test_usual_spellings_of_one_article_find_each_other(other):
    assert "https://post.example/a" in spellings(other)
    assert other in spellings("https://post.example/a")
    assert spellings(other)[0] == other
    assert "https://post.example/b" not in spellings(other)
    assert all(canonical_address(one) == one for one in spellings(other))


def test_a_bare_domain_keeps_its_name():
    assert "https://example/a" not in spellings("https://m.example/a")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.post.co.uk/a", "https://m.post.co.uk/b", True),
        ("https://one.co.uk/", "https://two.co.uk/", False),
        ("https://one.blogspot.com/", "https://two.blogspot.com/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:9000/", True),
        ("http://10.0.0.1/", "http://11.0.0.1/", False),
        ("", "", False),
    ],
)
def test_sites(one, other, same):
    assert is_same_site(one, other) is same
