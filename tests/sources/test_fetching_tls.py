"""https proves whom it comes from, or nothing is taken."""

import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest

from sources import unfetched
from sources.connecting import web_trust
from sources.fetching import Limits, fetch
from tests.sources.web import CERTIFICATES, Web, drip, head, redirect, silent

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def to_loopback(host: str, port: int, /) -> Sequence[str]:
    return ["127.0.0.1"]


@pytest.fixture(scope="module")
def our_trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATES / "news.example.pem"))


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(secure=True) as running:
        running.page("/a", "<p>Words</p>")
        yield running


def trusted(web: Web, host: str = "news.example") -> set[tuple[str, int]]:
    return {(host, web.port)}


def test_a_page_comes_over_tls_under_the_name_that_was_asked(web: Web, our_trust: ssl.SSLContext) -> None:
    address = web.address("/a", host="news.example")
    page = fetch(address, now=NOW, trusted=trusted(web), resolve=to_loopback, tls=our_trust)
    assert page.content == b"<p>Words</p>"
    assert web.requests[0].headers["host"] == f"news.example:{web.port}"


def test_a_certificate_for_another_name_is_refused(web: Web, our_trust: ssl.SSLContext) -> None:
    for host in ("other.example", "127.0.0.1"):
        with pytest.raises(unfetched.CertificateWrong):
            fetch(web.address("/a", host=host), now=NOW, trusted=trusted(web, host), resolve=to_loopback, tls=our_trust)
    assert web.requests == []


def test_a_certificate_of_nobody_known_is_refused(web: Web) -> None:
    with pytest.raises(unfetched.CertificateWrong):
        fetch(web.address("/a", host="news.example"), now=NOW, trusted=trusted(web), resolve=to_loopback)
    assert web.requests == []


def test_what_speaks_no_tls_is_refused() -> None:
    with Web(greeting=b"SSH-2.0-OpenSSH_9.2\r\n") as other, pytest.raises(unfetched.NotSecure):
        fetch(f"https://127.0.0.1:{other.port}/", now=NOW, trusted={other.host}, limits=Limits(seconds=5))


def test_from_https_to_http_only_by_the_editors_own_hand(web: Web, our_trust: ssl.SSLContext) -> None:
    with Web() as plain:
        plain.page("/a", "<p>Words</p>")
        web.route("/down", redirect(plain.address("/a")))
        plain.route("/up", redirect(web.address("/a", host="news.example")))
        allowed = trusted(web) | {plain.host}
        with pytest.raises(unfetched.Downgraded) as caught:
            fetch(
                web.address("/down", host="news.example"),
                now=NOW, trusted=allowed, resolve=to_loopback, tls=our_trust,
            )  # fmt: skip
        assert caught.value.params["address"] == plain.address("/a")
        assert plain.requests == []
        page = fetch(plain.address("/up"), now=NOW, trusted=allowed, resolve=to_loopback, tls=our_trust)
        assert page.address == web.address("/a", host="news.example")


@pytest.mark.parametrize("route", [silent(), drip(b"x" * 100, every=0.1, first=head())])
def test_a_drip_over_tls_ends_at_the_deadline(web: Web, our_trust: ssl.SSLContext, route: object) -> None:
    web.route("/slow", route)  # type: ignore[arg-type]
    with pytest.raises(unfetched.NoAnswer):
        fetch(
            web.address("/slow", host="news.example"),
            now=NOW, trusted=trusted(web), resolve=to_loopback, tls=our_trust, limits=Limits(seconds=0.5),
        )  # fmt: skip


def test_a_handshake_that_never_comes_ends_at_the_deadline() -> None:
    with Web() as silent_one, pytest.raises(unfetched.NoAnswer):
        fetch(f"https://127.0.0.1:{silent_one.port}/", now=NOW, trusted={silent_one.host}, limits=Limits(seconds=0.5))


def test_the_machines_trust_checks_names() -> None:
    context = web_trust()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.cert_store_stats()["x509_ca"] > 0 or ssl.get_default_verify_paths().capath
