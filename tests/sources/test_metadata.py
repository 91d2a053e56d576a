"""What a page says about itself, where it says it, and what is not believed."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.metadata.dates import when
from sources.metadata.page import metadata_of
from sources.page import parse

HERE = "https://www.harbour-gazette.example/2026/bridge?utm_source=x"


def found(html, address=HERE):
    return metadata_of(parse(html)[0], page=html, address=address)


def ld(value):
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "author": [{"@type": "Person", "name": "A reporter"}, {"name": "An editor"}],
    "publisher": {"@type": "Organization", "name": "Harbour Gazette"},
    "datePublished": "2026-05-04T09:30:00+03:00",
    "dateModified": "2026-05-05",
    "inLanguage": "ar-EG",
    "image": [{"url": "/bridge.jpg"}],
}


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "WebSite"}, ARTICLE],
        {"@graph": [{"@type": "Person"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
    ],
)
def test_json_ld_of_an_article_is_believed_first(value):
    metadata = found(f"<html lang=fr><meta property=og:title content='Other'><h1>Third</h1>{ld(value)}")
    assert metadata.title.value == "Bridge opens"
    assert metadata.title.origin == "json-ld"
    assert [author.value for author in metadata.authors] == ["A reporter", "An editor"]
    assert metadata.publication.value == "Harbour Gazette"
    assert metadata.published.value.at.isoformat() == "2026-05-04T09:30:00+03:00"
    assert metadata.modified.value.days == (date(2026, 5, 5), date(2026, 5, 5))
    assert metadata.modified.value.at is None
    assert metadata.language.value == "ar"
    assert metadata.image.value == "https://www.harbour-gazette.example/bridge.jpg"


def test_open_graph_then_microdata_then_dublin_core_then_the_page():
    layers = [
        "<meta property=og:title content=og><meta property='article:published_time' content=2026-01-01>",
        "<div itemscope><b itemprop=headline>micro</b><time itemprop=datePublished datetime=2026-01-02></time></div>",
        "<meta name=DC.title content=dublin><meta name=dcterms.issued content=2026-01>",
        "<h1>page</h1><time datetime=2026-01-04></time>",
    ]
    expected = [("og", "2026-01-01"), ("micro", "2026-01-02"), ("dublin", "2026-01"), ("page", "2026-01-04")]
    for first, (title, day) in enumerate(expected):
        metadata = found("".join(reversed(layers[first:])))
        assert (metadata.title.value, metadata.published.value.value) == (title, day)


def test_authors_are_told_apart_and_freed_of_by():
    assert [one.value for one in found("<meta name=author content='By A reporter and An editor'>").authors] == [
        "A reporter",
        "An editor",
    ]
    assert [one.value for one in found("<meta name=author content='بقلم: محرر الشؤون المحلية'>").authors] == [
        "محرر الشؤون المحلية"
    ]
    assert found("<meta property='article:author' content='https://social.example/x'>").authors == ()


def test_the_outlets_name_is_no_part_of_the_headline():
    html = "<meta property=og:site_name content='Harbour Gazette'><title>Bridge opens | Harbour Gazette</title>"
    assert found(html).title.value == "Bridge opens"


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("https://www.harbour-gazette.example/2026/bridge", "https://www.harbour-gazette.example/2026/bridge"),
        ("/2026/bridge", "https://www.harbour-gazette.example/2026/bridge"),
        ("https://m.harbour-gazette.example/2026/bridge#x", "https://m.harbour-gazette.example/2026/bridge"),
        ("https://elsewhere.example/2026/bridge", None),
        ("https://www.harbour-gazette.example/", None),
        ("https://www.harbour-gazette.example/ar", None),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_a_canonical_address_is_believed_on_its_own_site_only(canonical, believed):
    fact = found(f"<link rel=canonical href='{canonical}'>").canonical_address
    assert (fact and fact.value) == believed


def test_authors_of_one_platform_are_not_one_site():
    html = "<link rel=canonical href='https://one.github.io/bridge'>"
    assert found(html, "https://other.github.io/bridge").canonical_address is None
    assert found(html, "").canonical_address is None


def test_corrections_are_found_by_class_and_by_json_ld():
    html = "<p class='article-correction'>An earlier version named another bridge.</p>" + ld(
        {**ARTICLE, "correction": {"@type": "CorrectionComment", "text": "The date was wrong."}}
    )
    assert [(one.value, one.origin) for one in found(html).notices] == [
        ("The date was wrong.", "json-ld"),
        ("An earlier version named another bridge.", "page"),
    ]


def test_translations_of_the_page():
    html = "<link rel=alternate hreflang=ar href=/ar/bridge><link rel=alternate hreflang=x-default href=/>"
    assert found(html).other_languages[0] == ("ar", "https://www.harbour-gazette.example/ar/bridge")


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("2026", "2026", "year"),
        ("2026-05", "2026-05", "month"),
        ("20260504", "2026-05-04", "day"),
        ("٢٠٢٦-٠٥-٠٤", "2026-05-04", "day"),
        ("2026-05-04T10:00Z", "2026-05-04T10:00:00+00:00", "time"),
        ("2026-05-04 10:00:01.5+0300", "2026-05-04T10:00:01+03:00", "time"),
        ("2026-05-04T10:00", "2026-05-04T10:00:00", "time"),
        ("Mon, 04 May 2026 10:00:00 +0300", "2026-05-04T10:00:00+03:00", "time"),
    ],
)
def test_dates_keep_their_precision(written, value, precision):
    moment = when(written)
    assert (moment.value, moment.precision) == (value, precision)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2026-13-01", "2026-02-30", "0001-01-01", "9" * 100, None, 7, ["2026"]]
)
def test_what_is_no_date_is_none(written):
    assert when(written) is None


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["NewsArticle", "2026"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@graph", "headline", "author", "name", "datePublished", "publisher", "image", "url"]
            ),
            inner,
            max_size=5,
        )
    ),
)


@given(JSON)
def test_hostile_json_ld_never_raises(value):
    found(ld(value))


@pytest.mark.parametrize(
    "script", ["[" * 100_000, '{"a":' * 100_000, "{", "null", '"x"', "1e999", "[NaN]", '{"@type":"\\ud800"}']
)
def test_deep_or_broken_json_ld_tells_nothing(script):
    assert found(f"<script type=application/ld+json>{script}</script>").title is None
