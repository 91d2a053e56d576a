"""What is fetched from an honest server, and what an editor is told where it says no."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sources import unfetched
from sources.fetching import Fetched, Limits, Redirect, fetch, retry_seconds
from sources.hosts import Target
from sources.refusals import SENTENCES, sentence
from tests.sources.web import HTML, Web, answer, packed, raw, redirect, unused_port, with_etag

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGE = "<p>«Слова» — «كلام» — “words”</p>"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


def got(web: Web, path: str, **others: str) -> Fetched:
    return fetch(web.address(path), now=NOW, trusted={web.host}, **others)  # type: ignore[arg-type]


def refused(web: Web, path: str, reason: type[unfetched.FetchRefused]) -> unfetched.FetchRefused:
    with pytest.raises(reason) as caught:
        got(web, path)
    assert type(caught.value) is reason
    return caught.value


def test_a_page_comes_with_what_the_server_said_of_it(web: Web) -> None:
    web.page("/a", PAGE, etag='"1"', content_language="ru", set_cookie="id=7", x_robots_tag="noarchive")
    page = got(web, "/a#part")
    assert page.content.decode() == PAGE
    assert (page.asked, page.address, page.redirects) == (web.address("/a"), web.address("/a"), ())
    assert (page.status, page.media_type, page.charset, page.fetched_at) == (200, "text/html", "utf-8", NOW)
    assert (page.content_encoding, page.received_bytes) == ("", len(PAGE.encode()))
    assert page.headers["content-language"] == "ru"
    assert page.headers["x-robots-tag"] == "noarchive"
    assert (page.etag, page.last_modified) == ('"1"', "")
    assert "set-cookie" not in page.headers


def test_the_server_learns_who_asks_and_nothing_else(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    web.route("/a", answer(PAGE, set_cookie="id=7; Path=/"))
    limits = Limits(user_agent="Verbatim/1 (+https://newsroom.example; desk@newsroom.example)")
    for _ in range(2):
        fetch(web.address("/a"), now=NOW, limits=limits, trusted={web.host})
    for asked in web.asked("/a"):
        assert asked.headers["user-agent"] == "Verbatim/1 (+https://newsroom.example; desk@newsroom.example)"
        assert asked.headers["host"] == f"127.0.0.1:{web.port}"
        assert asked.headers["accept-encoding"] == "gzip, br"
        assert asked.headers["accept"].startswith("text/html, ")
        assert asked.headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_packed_page_is_unpacked(web: Web, encoding: str) -> None:
    body = PAGE * 3000
    web.route("/a", packed(body.encode(), encoding))
    page = got(web, "/a")
    assert page.content.decode() == body
    assert page.content_encoding == encoding
    assert 0 < page.received_bytes < len(page.content)


def test_a_page_in_chunks_is_one_page(web: Web) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (b"<p>One ", b"two ", b"three</p>"))
    web.route("/a", raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"))
    web.route("/old", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Until the end"))
    assert got(web, "/a").content == b"<p>One two three</p>"
    assert got(web, "/old").content == b"<p>Until the end"


def test_a_page_that_did_not_change_is_not_sent_again(web: Web) -> None:
    changed = "Mon, 23 Nov 2026 08:00:00 GMT"
    web.route("/a", with_etag(PAGE, etag='W/"7"', last_modified=changed))
    first = got(web, "/a")
    for known in ({"etag": first.etag}, {"last_modified": first.last_modified}):
        again = got(web, "/a", **known)
        assert again.not_modified
        assert (again.status, again.content, again.etag) == (304, b"", 'W/"7"')
    assert got(web, "/a", etag='"other"').content.decode() == PAGE


def test_what_a_server_gave_as_a_mark_cannot_become_a_header_of_ours(web: Web) -> None:
    web.page("/a", PAGE)
    assert got(web, "/a", etag='"1"\r\nX-Evil: 1', last_modified="Ж").status == 200
    assert {"x-evil", "if-none-match", "if-modified-since"}.isdisjoint(web.requests[0].headers)


def test_304_to_whoever_asked_without_a_mark_is_no_page(web: Web) -> None:
    web.route("/a", answer(status="304 Not Modified"))
    assert refused(web, "/a", unfetched.OddAnswer).params["status"] == 304


def test_redirects_are_followed_and_remembered(web: Web) -> None:
    web.route("/old", redirect("/s/%D8%A3?q=1#x", "301 Moved Permanently"))
    web.route("/s/%D8%A3", redirect("../new page", "307 Temporary Redirect"))
    web.page("/new%20page", PAGE)
    page = got(web, "/old")
    assert page.asked == web.address("/old")
    assert page.address == web.address("/new%20page")
    assert page.redirects == (Redirect(301, web.address("/old")), Redirect(307, web.address("/s/%D8%A3?q=1")))
    assert [hop.is_permanent for hop in page.redirects] == [True, False]


def test_a_location_in_letters_of_any_script_is_understood(web: Web) -> None:
    web.route("/a", redirect("/مقال"))
    web.page("/%D9%85%D9%82%D8%A7%D9%84", PAGE)
    assert got(web, "/a").content.decode() == PAGE
    assert got(web, "/مقال").content.decode() == PAGE


def test_five_redirects_are_followed_and_six_are_not(web: Web) -> None:
    for number in range(6):
        web.route(f"/{number}", redirect(f"/{number + 1}"))
    web.page("/6", PAGE)
    assert len(got(web, "/1").redirects) == 5
    assert refused(web, "/0", unfetched.TooManyRedirects).params["limit"] == 5


def test_a_circle_is_noticed(web: Web) -> None:
    web.route("/a", redirect("/b"))
    web.route("/b", redirect("/a"))
    web.route("/self", redirect("/self"))
    refused(web, "/a", unfetched.RedirectLoop)
    refused(web, "/self", unfetched.RedirectLoop)
    assert len(web.requests) == 3


def test_a_redirect_needs_a_place_on_the_web(web: Web) -> None:
    web.route("/none", answer(status="302 Found"))
    web.route("/data", redirect("data:text/html,<p>Words</p>"))
    web.route("/file", redirect("file:///etc/passwd"))
    web.route("/user", redirect("https://user:word@example.com/"))
    web.route("/broken", redirect("http://[::1/"))
    refused(web, "/none", unfetched.RedirectNowhere)
    assert refused(web, "/data", unfetched.NotOnTheWeb).params["scheme"] == "data"
    assert refused(web, "/file", unfetched.NotOnTheWeb).params["scheme"] == "file"
    refused(web, "/user", unfetched.HasCredentials)
    refused(web, "/broken", unfetched.NotAnAddress)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("204 No Content", unfetched.NoContent),
        ("206 Partial Content", unfetched.OddAnswer),
        ("300 Multiple Choices", unfetched.OddAnswer),
        ("400 Bad Request", unfetched.OddAnswer),
        ("401 Unauthorized", unfetched.NeedsLogin),
        ("402 Payment Required", unfetched.NeedsLogin),
        ("403 Forbidden", unfetched.Forbidden),
        ("404 Not Found", unfetched.NotThere),
        ("410 Gone", unfetched.Gone),
        ("429 Too Many Requests", unfetched.TooManyRequests),
        ("451 Unavailable For Legal Reasons", unfetched.Withheld),
        ("500 Internal Server Error", unfetched.ServerFailed),
        ("503 Service Unavailable", unfetched.ServerFailed),
        ("999 Request denied", unfetched.OddAnswer),
    ],
)
def test_each_status_has_its_reason(web: Web, status: str, reason: type[unfetched.FetchRefused]) -> None:
    web.route("/a", answer("<p>Sorry</p>" if not status.startswith("204") else "", status=status))
    refusal = refused(web, "/a", reason)
    assert isinstance(refusal, unfetched.ContentRefused) or refusal.params["status"] == int(status[:3])


def test_a_busy_server_says_when_to_come_back(web: Web) -> None:
    web.route("/a", answer("Later", status="429 Too Many Requests", retry_after="120"))
    refusal = refused(web, "/a", unfetched.TooManyRequests)
    assert refusal.params["seconds"] == 120
    assert "120" in str(sentence(refusal))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 1),
        ("Mon, 23 Nov 2026 12:05:00 GMT", 300),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 1),
        ("9" * 50, 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("", 600),
        ("soon", 600),
        ("١٢٠", 600),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(header: str, seconds: int) -> None:
    assert retry_seconds(header, NOW) == seconds


@pytest.mark.parametrize(
    ("media_type", "body", "reason"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n", unfetched.IsPicture),
        ("image/svg+xml", b"<svg/>", unfetched.IsPicture),
        ("video/mp4", b"....ftypmp42", unfetched.IsRecording),
        ("audio/mpeg", b"ID3", unfetched.IsRecording),
        ("application/zip", b"PK\x03\x04", unfetched.IsArchive),
        ("application/x-7z-compressed", b"7z", unfetched.IsArchive),
        ("application/json", b"{}", unfetched.NotAPage),
        ("text/css", b"p {}", unfetched.NotAPage),
        ("font/woff2", b"wOF2", unfetched.NotAPage),
        ("text/html", b"\xff\xd8\xff\xe0\x00\x10JFIF", unfetched.IsPicture),
        ("text/html", b"\x00\x00\x00\x18ftypmp42\x00", unfetched.IsRecording),
        ("text/html", b"PK\x03\x04 something else", unfetched.IsArchive),
        ("application/octet-stream", b"\x1f\x8b\x08\x00", unfetched.IsArchive),
        ("", b"GIF89a\x01\x00", unfetched.IsPicture),
        ("text/html", b"", unfetched.NoContent),
    ],
)
def test_what_is_no_page_is_refused_by_its_type_or_its_bytes(
    web: Web, media_type: str, body: bytes, reason: type[unfetched.FetchRefused]
) -> None:
    web.route("/a", answer(body, content_type=media_type))
    refused(web, "/a", reason)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("application/octet-stream", b"%PDF-1.7"),
        ("text/plain", b"BMW says that MM and BM are letters."),
        ("application/atom+xml;charset=utf-8", b"<feed/>"),
        ("Application/XHTML+XML", b"<html/>"),
        ("", b"<p>Words</p>"),
        ("nonsense", b"<p>Words</p>"),
        ("text/html", b"PK\x03\x04 word/document.xml"),
    ],
)
def test_what_may_hold_an_article_is_taken(web: Web, media_type: str, body: bytes) -> None:
    web.route("/a", answer(body, content_type=media_type))
    assert got(web, "/a").content == body


def test_nobody_listens_and_nobody_answers(web: Web) -> None:
    with unused_port() as port, pytest.raises(unfetched.NotListening):
        fetch(f"http://127.0.0.1:{port}/", now=NOW, trusted={("127.0.0.1", port)})


def test_a_gate_is_asked_before_each_request_and_its_waiting_is_not_the_servers(web: Web) -> None:
    web.route("/a", redirect("/b"))
    web.route("/b", answer(PAGE, content_type=HTML))
    seen: list[str] = []

    def gate(target: Target) -> float:
        seen.append(target.path)
        return 40.0

    page = fetch(web.address("/a"), now=NOW, trusted={web.host}, gate=gate)
    assert seen == ["/a", "/b"]
    assert page.fetched_at == NOW + timedelta(seconds=80)


def test_a_gate_may_refuse(web: Web) -> None:
    def gate(target: Target) -> float:
        raise unfetched.RobotsForbid(host=target.host)

    with pytest.raises(unfetched.RobotsForbid):
        fetch(web.address("/a"), now=NOW, trusted={web.host}, gate=gate)
    assert web.connections == 0


def test_every_reason_has_its_sentence() -> None:
    def leaves(kind: type[Exception]) -> list[type[Exception]]:
        return [leaf for below in kind.__subclasses__() for leaf in leaves(below)] or [kind]

    facts = {
        "address": "http://x/", "encoding": "zstd", "host": "x.example", "limit": 5, "media_type": "a/b", "port": 22,
        "scheme": "data", "seconds": 9, "status": 418,
    }  # fmt: skip
    for kind in [*leaves(unfetched.FetchRefused), unfetched.NotAPage]:
        assert kind in SENTENCES, kind
        text = str(SENTENCES[kind]).format(**facts)
        assert text.endswith((".", "http://x/")), text
