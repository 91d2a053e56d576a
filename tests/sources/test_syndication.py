"""What a feed says, in every form that outlets write; and what is read of one that lies."""

import json
from datetime import UTC, datetime

import pytest

from sources.feed_entries import Entry, FeedRead, NotAFeed
from sources.syndication import MOST_ENTRIES, read_feed

AT = "https://outlet.example/news/feed"
ARABIC = "وزير الخارجية يلتقي نظيره"
NEW_YEAR = datetime(2026, 1, 1, 7, 0, tzinfo=UTC)


def read(body: str | bytes, *, media_type: str = "", charset: str | None = None) -> FeedRead:
    content = body.encode() if isinstance(body, str) else body
    return read_feed(content, address=AT, media_type=media_type, charset=charset)


def rss(items: str, *, head: str = "", declaration: str = "<?xml version='1.0'?>") -> str:
    return (
        f"{declaration}<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'"
        f" xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>Wire</title>{head}{items}"
        "</channel></rss>"
    )


def item(link: str = "https://outlet.example/a", more: str = "", title: str = "Harbour opens") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/r/"><title>Wire</title>
<entry xml:base="s/"><id>urn:1</id><title type="html">Harbour &lt;b&gt;opens&lt;/b&gt; &amp;amp; shuts</title>
<link rel="enclosure" href="https://outlet.example/sound"/><link href="a"/>
<published>2026-01-01T08:00:00+03:00</published><updated>2026-01-01T10:00:00+03:00</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://outlet.example/"><title>Wire</title></channel>
<item rdf:about="https://outlet.example/a"><title>Harbour opens</title><link>https://outlet.example/a</link>
<dc:date>2026-01-01T10:00:00+03:00</dc:date></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Wire",
        "items": [
            {"id": 7, "url": "/a", "title": "AT&T <up>", "date_published": "2026-01-01T10:00:00+03:00"},
            {"id": 8},
            "no item",
        ],
    }
)


@pytest.mark.parametrize(
    ("body", "entry"),
    [
        (ATOM, Entry("urn:1", "https://base.example/r/s/a", "Harbour opens & shuts", NEW_YEAR)),
        (RDF, Entry("https://outlet.example/a", "https://outlet.example/a", "Harbour opens", NEW_YEAR)),
        (JSON_FEED, Entry("7", "https://outlet.example/a", "AT&T <up>", NEW_YEAR)),
        (
            rss(item("/a", "<guid isPermaLink='false'>g</guid><pubDate>Thu, 01 Jan 2026 07:00:00 GMT</pubDate>")),
            Entry("g", "https://outlet.example/a", "Harbour opens", NEW_YEAR),
        ),
    ],
    ids=["atom", "rdf", "json", "rss"],
)
def test_each_form_is_read(body: str, entry: Entry) -> None:
    feed = read(body)
    assert (feed.title, feed.entries) == ("Wire", (entry,))


def test_an_address_may_stand_in_the_guid_or_behind_a_counter() -> None:
    only_guid = rss("<item><title>x</title><guid>https://outlet.example/a</guid></item>")
    counted = rss(
        item("https://count.example/1", "<feedburner:origLink>https://outlet.example/a</feedburner:origLink>")
    )
    assert {read(body).entries[0].address for body in (only_guid, counted)} == {"https://outlet.example/a"}


def test_an_address_loses_what_only_says_where_a_reader_came_from() -> None:
    assert (
        read(rss(item("https://outlet.example/a?utm_source=rss#top"))).entries[0].address == "https://outlet.example/a"
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "http://u:p@a.example/", "", "http://[::1"]
)
def test_an_entry_that_leads_to_no_page_is_counted(link: str) -> None:
    feed = read(rss(item(link) + item()))
    assert (len(feed.entries), feed.useless) == (1, 1)


@pytest.mark.parametrize(
    ("declared", "encoding", "media_type", "charset"),
    [
        ("utf-8", "utf-8", "text/xml", "ISO-8859-1"),
        ("utf-8", "utf-8", "text/xml", None),
        ("windows-1256", "cp1256", "application/rss+xml", None),
        ("utf-16", "utf-16", "application/rss+xml", None),
        ("utf-8", "utf-8", "text/html", "utf-8"),
        ("us-ascii", "utf-8", "text/plain", None),
    ],
)
def test_headers_and_declarations_lie(declared: str, encoding: str, media_type: str, charset: str | None) -> None:
    body = rss(item(title=ARABIC), declaration=f"<?xml version='1.0' encoding='{declared}'?>")
    assert read(body.encode(encoding), media_type=media_type, charset=charset).entries[0].title == ARABIC


def test_a_feed_that_carries_pages_is_no_page() -> None:
    page = "<description><![CDATA[<!doctype html><html><head></head><body>x</body></html>]]></description>"
    before = "<?xml version='1.0'?><!-- <html> --><!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'x.dtd'>\n"
    assert read(rss(item(more=page), declaration=before), media_type="text/html").entries


def test_of_an_endless_feed_the_first_entries_are_taken_and_each_once() -> None:
    many = "".join(item(f"https://outlet.example/{n}") for n in range(MOST_ENTRIES + 50))
    assert len(read(rss(many)).entries) == MOST_ENTRIES
    twice = read(rss(item(title="First") + item(title="Second"))).entries
    assert [one.title for one in twice] == ["First"]


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("<ttl>90</ttl>", 90),
        ("<ttl>-5</ttl>", 0),
        ("<ttl>99999999999999999999</ttl>", 0),
        ("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 1440),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 1440),
    ],
)
def test_how_long_it_wants_to_be_left_alone(head: str, minutes: int) -> None:
    assert read(rss(item(), head=head)).minutes == minutes


def test_a_page_offers_its_feeds() -> None:
    page = (
        "<!-- made by hand --><!DOCTYPE html><head><base href='https://other.example/x/'>"
        "<link rel='alternate home' type='application/rss+xml; charset=utf-8' href='feed/' title='News &amp; more'>"
        "<link rel=alternate type=application/feed+json href='/f.json'>"
        "<link rel=alternate type=application/json href='/wp-json/wp/v2/pages/1'>"
        "<link rel=stylesheet type=application/rss+xml href='/no'>"
        f"<link rel=alternate type=application/rss+xml href='/{'x' * 1500}'>"
        "<link rel=alternate type=application/atom+xml href='javascript:x'></head>"
    )
    assert read(page).offered == (
        ("https://other.example/x/feed/", "News & more"),
        ("https://other.example/f.json", ""),
    )


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"version": 1}', '{"a":' + "[" * 500_000, "<html><body>No feed</body></html>", "<?a" * 100_000],
    ids=["empty", "list", "object", "another", "deep", "page", "endless"],
)
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises(NotAFeed):
        read(body)


def test_entities_lead_nowhere() -> None:
    secret = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y 'yyyyyyyyyy'>]>"
    feed = read(f"{secret}<rss version='2.0'><channel><title>&x;{'&y;' * 50_000}</title></channel></rss>")
    assert len(feed.title) <= 500
    assert "yyyyyyyyyy" not in feed.title
