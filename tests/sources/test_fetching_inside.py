"""Nothing inside the network is reached: by no spelling, no name, no redirect, no second look-up."""

import ipaddress
import socket
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import unfetched
from sources.fetching import Limits, fetch
from sources.hosts import is_public, target_of, trusted_after
from tests.sources.web import Web, answer, redirect

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PUBLIC = "93.184.215.14"


class Names:
    """A name service of our own. Each name has a list of answers, given in order, the last one for ever."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): rounds for name, rounds in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, /) -> Sequence[str]:
        self.asked.append(host)
        rounds = self.answers.get(host)
        if not rounds:
            raise socket.gaierror(socket.EAI_NONAME, "nobody has this name")
        return rounds.pop(0) if len(rounds) > 1 else rounds[0]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as running:
        running.page("/", "<p>Secret</p>")
        yield running


# Hosts that some program or other takes for one inside. Ports are added by the test.
INSIDE_HOSTS = """
127.0.0.1 127.0.0.1. 127.1 127.0.1 0 0.0.0.0 127.255.255.254 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 0177.1
017700000001 00000177.0.0.1 127.0.0.01 0300.0250.0.1 0x 127.0.0.0x1 4294967297 256.256.256.256 127.0.0.1.. 1.1.1.1.1
１２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 127｡0｡0｡1 １２７。１ %31%32%37.0.0.1 127%2e0%2e0%2e1 127.0.0.1%00
localhost LOCALHOST localhost. a.localhost LocalHost.localdomain ⓛⓞⓒⓐⓛⓗⓞⓢⓣ metadata metadata.google.internal router.lan
printer.local intranet db.corp nas.home.arpa 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 100.64.0.1
100.127.255.255 100.100.100.200 169.254.169.254 169.254.0.1 168.63.129.16 192.0.0.1 192.0.0.192 192.0.2.1 198.18.0.1
198.19.255.255 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
[::] [::1] [0:0:0:0:0:0:0:1] [::127.0.0.1] [::7f00:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1]
[::ffff:0:127.0.0.1] [::ffff:0:7f00:1] [::ffff:93.184.215.14] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe]
[64:ff9b:1::10.0.0.1] [64:ff9b:1::5db8:d70e] [2002:7f00:1::] [2002:5db8:d70e::1] [2001:0:7f00:1::] [2001::1]
[2001:10::1] [2001:20::1] [2001:2::1] [2001:db8::1] [3fff::1] [100::1] [5f00::1] [fe80::1] [fe80::1%25eth0]
[fe80::1%eth0] [febf::1] [fec0::1] [feff::1] [fc00::1] [fd00::1] [fd00:ec2::254] [ff02::1] [ff0e::1] [::1].example.com
example.com[::1] [::1 ::1] [v1.fe80] [127.0.0.1]
""".split()


@pytest.mark.parametrize("host", INSIDE_HOSTS)
def test_no_spelling_of_a_host_leads_inside(web: Web, host: str) -> None:
    """The resolver is the worst possible one: it takes every name to the loopback."""
    asked: list[str] = []

    def to_loopback(name: str, port: int, /) -> Sequence[str]:
        asked.append(name)
        return ["127.0.0.1"]

    limits = Limits(ports=frozenset({web.port}), seconds=5)
    with pytest.raises((unfetched.Inside, unfetched.NotAnAddress)):
        fetch(f"http://{host}:{web.port}/", now=NOW, limits=limits, resolve=to_loopback)
    assert (web.connections, asked) == (0, [])


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://user:word@example.com/", unfetched.HasCredentials),
        ("http://example.com@127.0.0.1/", unfetched.HasCredentials),
        ("http://127.0.0.1#@example.com/", unfetched.Inside),
        ("http://example.com\\@127.0.0.1/", unfetched.HasCredentials),
        ("http://127.0.0.1\\.example.com/", unfetched.NotAnAddress),
        ("http://example.com\t/", unfetched.NotAnAddress),
        ("http://exam\nple.com/", unfetched.NotAnAddress),
        ("http://example.com/\r\nHost: inside", unfetched.NotAnAddress),
        ("http://ex ample.com/", unfetched.NotAnAddress),
        ("http:///path", unfetched.NotAnAddress),
        ("http:example.com", unfetched.NotAnAddress),
        ("//example.com/", unfetched.NotAnAddress),
        ("example.com", unfetched.NotAnAddress),
        ("", unfetched.NotAnAddress),
        ("http://", unfetched.NotAnAddress),
        ("http://-a.example/", unfetched.NotAnAddress),
        ("http://a..example/", unfetched.NotAnAddress),
        ("http://a.example:port/", unfetched.NotAnAddress),
        ("http://a.example:0/", unfetched.NotAnAddress),
        ("http://a.example:65536/", unfetched.NotAnAddress),
        ("http://a.example:80:80/", unfetched.NotAnAddress),
        ("http://a.example℀.b/", unfetched.NotAnAddress),
        ("http://" + "a" * 300 + ".example/", unfetched.NotAnAddress),
        ("http://a.example/" + "a" * 5000, unfetched.AddressTooLong),
        ("ftp://example.com/", unfetched.NotOnTheWeb),
        ("file:///etc/passwd", unfetched.NotOnTheWeb),
        ("gopher://127.0.0.1:6379/_FLUSHALL", unfetched.NotOnTheWeb),
        ("data:text/html,<p>Words</p>", unfetched.NotOnTheWeb),
        ("javascript:alert(1)", unfetched.NotOnTheWeb),
        ("http://example.com:22/", unfetched.PortNotAllowed),
        ("http://example.com:6379/", unfetched.PortNotAllowed),
        ("https://example.com:5432/", unfetched.PortNotAllowed),
    ],
)
def test_what_is_no_address_of_a_page_is_never_asked(address: str, reason: type[unfetched.FetchRefused]) -> None:
    names = Names(example_com=[[PUBLIC]])
    with pytest.raises(reason) as caught:
        fetch(address, now=NOW, resolve=names)
    assert type(caught.value) is reason
    assert names.asked == []


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        ["127.0.0.1", PUBLIC],
        [PUBLIC, "::1"],
        ["::ffff:127.0.0.1"],
        ["::127.0.0.1"],
        ["169.254.169.254"],
        ["fd00:ec2::254"],
        ["64:ff9b::7f00:1"],
    ],
)
def test_a_name_with_any_answer_inside_is_refused(web: Web, answers: list[str]) -> None:
    limits = Limits(ports=frozenset({web.port}), seconds=5)
    with pytest.raises(unfetched.Inside) as caught:
        fetch(web.address("/", host="evil.example"), now=NOW, limits=limits, resolve=Names(evil_example=[answers]))
    assert web.connections == 0
    assert caught.value.params == {"host": "evil.example"}, "the address behind the name is nobody's business"


@pytest.mark.parametrize("odd", ["fe80::1%lo", "not a number", "127.1", ""])
def test_an_answer_that_is_no_address_is_none(odd: str) -> None:
    with pytest.raises((unfetched.HostNotFound, unfetched.Inside)):
        fetch("http://evil.example/", now=NOW, resolve=Names(evil_example=[[odd]]))


def test_a_name_that_is_public_first_and_inside_second_is_looked_up_once(web: Web) -> None:
    """Rebinding: the check sees a harmless address; whoever looks the name up again to connect reaches the loopback.
    A test must not knock at public addresses, so the harmless one is the machine's own, allowed by its name."""
    names = Names(evil_example=[["127.0.0.2"], ["127.0.0.1"]])
    limits = Limits(ports=frozenset({web.port}), seconds=3)
    with pytest.raises(unfetched.NotListening):  # nobody listens at 127.0.0.2, and 127.0.0.1 was not tried
        fetch(
            web.address("/", host="evil.example"), now=NOW, limits=limits, resolve=names,
            trusted={("evil.example", web.port)},
        )  # fmt: skip
    assert names.asked == ["evil.example"]
    assert web.connections == 0


def test_the_second_answer_is_checked_as_the_first_when_a_redirect_asks_again(web: Web) -> None:
    """The same host is looked up anew for each hop; the answer inside is refused then."""
    names = Names(evil_example=[["127.0.0.1"]])
    web.route("/a", redirect(web.address("/", host="evil.example")))
    limits = Limits(ports=frozenset({web.port}))
    with pytest.raises(unfetched.Inside):
        fetch(web.address("/a"), now=NOW, limits=limits, resolve=names, trusted={web.host})
    assert [asked.path for asked in web.requests] == ["/a"]


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:{port}/",
        "//127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://0x7f000001:{port}/",
        "http://１２７.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://168.63.129.16/",
        "\\\\127.0.0.1:{port}/",
        "http:\\\\127.0.0.1:{port}\\",
    ],
)
def test_no_redirect_leads_inside(web: Web, place: str) -> None:
    with Web() as outlet:
        outlet.route("/", redirect(place.format(port=web.port)))
        limits = Limits(ports=frozenset({80, 443, web.port}), seconds=5)
        with pytest.raises((unfetched.AddressRejected, unfetched.NotThere)):
            fetch(outlet.address("/"), now=NOW, limits=limits, trusted={outlet.host})
        assert web.connections == 0


def test_a_trusted_host_may_lead_to_a_trusted_one(web: Web) -> None:
    with Web() as archive:
        archive.route("/a", redirect(web.address("/")))
        assert fetch(archive.address("/a"), now=NOW, trusted={web.host, archive.host}).address == web.address("/")


def test_a_page_outside_cannot_lead_to_what_the_operator_trusts_inside() -> None:
    """Of the parts: no test may have a server outside."""
    inside = ("archive.newsroom", 8080)
    leading = target_of("http://archive.newsroom:8080/a")
    assert trusted_after(leading, {inside}) == {inside}
    for outside in ("https://outlet.example/a", "http://archive.newsroom/a", "http://x.archive.newsroom:8080/a"):
        assert list(trusted_after(target_of(outside), {inside})) == []


def test_trust_is_for_one_port_of_one_host(web: Web) -> None:
    web.route("/", answer("<p>Words</p>"))
    limits = Limits(ports=frozenset({web.port}))
    for trusted in ({("127.0.0.1", web.port + 1)}, {("localhost", web.port)}):
        with pytest.raises(unfetched.Inside):
            fetch(web.address("/"), now=NOW, trusted=trusted, limits=limits)
    assert web.connections == 0


def test_a_name_that_nobody_has_and_a_name_service_that_is_away() -> None:
    def away(host: str, port: int, /) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    with pytest.raises(unfetched.HostNotFound):
        fetch("http://nobody.example/", now=NOW, resolve=Names())
    with pytest.raises(unfetched.HostNotFound):
        fetch("http://nobody.example/", now=NOW, resolve=Names(nobody_example=[[]]))
    with pytest.raises(unfetched.NameServiceAway):
        fetch("http://nobody.example/", now=NOW, resolve=away)


def test_a_name_service_that_hangs_is_left_at_the_deadline() -> None:
    def hangs(host: str, port: int, /) -> Sequence[str]:
        time.sleep(2)
        return [PUBLIC]

    begun = time.monotonic()
    with pytest.raises(unfetched.NoAnswer):
        fetch("http://slow.example/", now=NOW, resolve=hangs, limits=Limits(seconds=0.3))
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("public", [PUBLIC, "8.8.8.8", "2606:2800:21f:cb07::1", "2a00:1450::1", "64:ff9b::808:808"])
def test_public_addresses_are_public(public: str) -> None:
    assert is_public(ipaddress.ip_address(public))


@given(st.ip_addresses())
def test_nothing_is_public_that_the_library_calls_private(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        assert not is_public(ip) or ip in ipaddress.ip_network("64:ff9b::/96")


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for address in (text, f"http://{text}", f"https://{text}/a", f"http://example.com/{text}"):
        try:
            target = target_of(address)
        except unfetched.AddressRejected:
            continue
        assert target.address.isascii()
        assert target_of(target.address) == target
