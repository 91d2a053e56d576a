"""No server holds us longer, or fills us with more, than the limits say: real sockets, real bombs."""

import contextlib
import gzip
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources import unfetched
from sources.connecting import Deadline
from sources.fetching import Limits, fetch
from sources.unpacking import encoding_of, unpacked
from tests.sources.web import (
    Route,
    Web,
    answer,
    brotli_bomb,
    deflate_bomb,
    drip,
    endless,
    gzip_bomb,
    head,
    raw,
    redirect,
    silent,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MEGABYTE = 1024 * 1024
SMALL = Limits(seconds=20, max_bytes=MEGABYTE)
SHORT = Limits(seconds=0.5)
OPEN_END = head(content_type="text/html")
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


def refused(web: Web, route: Route, reason: type[unfetched.FetchRefused], limits: Limits = SMALL) -> float:
    """Seconds that it took."""
    web.route("/a", route)
    begun = time.monotonic()
    with pytest.raises(reason) as caught:
        fetch(web.address("/a"), now=NOW, limits=limits, trusted={web.host})
    assert type(caught.value) is reason
    return time.monotonic() - begun


@pytest.mark.parametrize(
    "route",
    [
        silent(),
        drip(b"x" * 60, every=0.1, first=OPEN_END),
        drip(b"x" * 60, every=0.1, first=head(content_length="60")),
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", every=0.1),
        drip(b"a: b\r\n" * 20, every=0.05, first=b"HTTP/1.1 200 OK\r\n"),
        drip(b"1\r\nx\r\n" * 20, every=0.05, first=head(transfer_encoding="chunked")),
        drip(b"5;" + b"x" * 60, every=0.1, first=head(transfer_encoding="chunked")),
        drip(gzip.compress(os.urandom(100)), every=0.1, first=head(content_encoding="gzip")),
        endless(b"HTTP/1.1 100 Continue\r\n\r\n", times=1),
    ],
    ids=["silent", "body", "sized", "status", "headers", "chunks", "extension", "gzip", "continue"],
)
def test_a_drip_ends_at_the_deadline(web: Web, route: Route) -> None:
    keep_open = route

    def and_wait(asked: object, line: object) -> None:
        keep_open(asked, line)  # type: ignore[arg-type]
        line.stopping.wait()  # type: ignore[attr-defined]

    assert 0.4 < refused(web, and_wait, unfetched.NoAnswer, SHORT) < 2.0


def test_each_wait_is_the_time_that_is_left(web: Web) -> None:
    """The byte at 1.2 s does not buy another second and a half."""
    took = refused(web, drip(b"x" * 60, every=1.2, first=OPEN_END), unfetched.NoAnswer, Limits(seconds=1.5))
    assert 1.4 < took < 2.2


def test_the_time_is_one_for_all_redirects(web: Web) -> None:
    def slow(asked: object, line: object) -> None:
        line.pause(0.3)  # type: ignore[attr-defined]
        redirect(f"/a?{time.monotonic()}")(asked, line)  # type: ignore[arg-type]

    assert refused(web, slow, unfetched.NoAnswer, SHORT) < 2.0


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (endless(b"x" * 65_536, first=OPEN_END), unfetched.TooLarge),
        (endless(b"10000\r\n" + b"x" * 65_536 + b"\r\n", first=head(transfer_encoding="chunked")), unfetched.TooLarge),
        (endless(b"1\r\nx\r\n" * 5000, first=head(transfer_encoding="chunked")), unfetched.TooLarge),
        (endless(b"x: y\r\n" * 1000, first=head(transfer_encoding="chunked") + b"0\r\n"), unfetched.TooLarge),
        (endless(b"x" * 9000, first=head(transfer_encoding="chunked") + b"1;"), unfetched.BrokenAnswer),
        (raw(head(content_length="9" * 15)), unfetched.TooLarge),
        (raw(head(content_length=str(MEGABYTE + 1))), unfetched.TooLarge),
        (endless(b"x: y\r\n", first=b"HTTP/1.1 200 OK\r\n"), unfetched.BrokenAnswer),
        (endless(b"x" * 9000, first=b"HTTP/1.1 200 OK\r\nX: "), unfetched.BrokenAnswer),
        (endless(b"x" * 9000), unfetched.BrokenAnswer),
        (endless(b"X: " + b"x" * 9000 + b"\r\n", first=b"HTTP/1.1 200 OK\r\n"), unfetched.BrokenAnswer),
        (endless(b"HTTP/1.1 100 Continue\r\n\r\n"), unfetched.BrokenAnswer),
    ],
    ids="body chunks small-chunks trailers extension told told-more headers header status wide continue".split(),
)
def test_what_has_no_end_is_left(web: Web, route: Route, reason: type[unfetched.FetchRefused]) -> None:
    refused(web, route, reason)


def test_a_page_of_exactly_the_limit_is_taken(web: Web) -> None:
    web.route("/a", answer(b"x" * MEGABYTE))
    assert len(fetch(web.address("/a"), now=NOW, limits=SMALL, trusted={web.host}).content) == MEGABYTE
    refused(web, answer(b"x" * (MEGABYTE + 1)), unfetched.TooLarge)


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (raw(head(content_length="100") + b"<p>Half"), unfetched.CutOff),
        (raw(head(transfer_encoding="chunked") + b"64\r\n<p>Half"), unfetched.CutOff),
        (raw(head(transfer_encoding="chunked") + b"4\r\n<p>H\r\n"), unfetched.CutOff),
        (raw(head(transfer_encoding="chunked") + b"zz\r\n<p>H\r\n"), unfetched.BrokenAnswer),
        (raw(b""), unfetched.CutOff),
        (raw(b"HTTP/1.1 200"), unfetched.NoContent),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), unfetched.BrokenAnswer),
        (raw(b"HTTP/1.1 abc OK\r\n\r\n"), unfetched.BrokenAnswer),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<p>Wor"), unfetched.BrokenAnswer),
        (answer("x", content_encoding="gzip, gzip"), unfetched.UnknownEncoding),
        (answer("x", content_encoding="zstd"), unfetched.UnknownEncoding),
        (answer("no gzip", content_encoding="gzip"), unfetched.BrokenEncoding),
        (answer("no brotli", content_encoding="br"), unfetched.BrokenEncoding),
        (answer("no deflate", content_encoding="deflate"), unfetched.BrokenEncoding),
        (answer(gzip.compress(b"x" * 9999)[:-9], content_encoding="gzip"), unfetched.BrokenEncoding),
        (answer(zlib.compress(b"x" * 9999)[:-9], content_encoding="deflate"), unfetched.BrokenEncoding),
        (answer(brotli.compress(os.urandom(999))[:-9], content_encoding="br"), unfetched.BrokenEncoding),
        (answer(gzip.compress(b""), content_encoding="gzip"), unfetched.NoContent),
    ],
)
def test_a_lie_is_not_taken_for_a_page(web: Web, route: Route, reason: type[unfetched.FetchRefused]) -> None:
    refused(web, route, reason)


PARTS = [
    *(
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 302 Found",
        b"HTTP/1.1 304 x",
        b"HTTP/9.9 200",
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b" ",
        b":",
    ),
    *(b"Content-Type: text/html", b"Content-Encoding: gzip", b"Content-Encoding: br", b"Transfer-Encoding: chunked"),
    *(
        b"Content-Length: 5",
        b"Content-Length: -1",
        b"Content-Length: x",
        b"Location: /b",
        b"Location: http://[",
        b"5\r\n",
    ),
    *(b" ", b":", b"5\r\n", b"<p>Words</p>", gzip.compress(b"words"), b"0\r\n", b"ffffffffffffffff\r\n", b"\0\xff\xfe"),
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS) | st.binary(max_size=5), max_size=14))
def test_any_answer_is_a_page_or_a_reason(web: Web, parts: list[bytes]) -> None:
    web.route("/a", raw(b"".join(parts)))
    with contextlib.suppress(unfetched.FetchRefused):
        assert fetch(web.address("/a"), now=NOW, limits=SMALL, trusted={web.host}).content


def test_what_comes_after_the_told_length_is_not_the_page(web: Web) -> None:
    web.route("/a", endless(b"more", first=head(content_length="5", content_type="text/html") + b"<p>A", times=9999))
    assert fetch(web.address("/a"), now=NOW, limits=SMALL, trusted={web.host}).content == b"<p>Am"


BOMBS = {"gzip": lambda: gzip_bomb(4), "deflate": lambda: deflate_bomb(4), "br": lambda: brotli_bomb(400)}

# In a process of its own, by the kernel's mark of its highest memory (`ru_maxrss` would count the parent's too).
MEASURED = r"""
import json, re, sys
from datetime import UTC, datetime
from sources.fetching import Limits, fetch
from sources.unfetched import FetchRefused
port = int(sys.argv[1])
def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read()).group(1)) // 1024
def name(path):
    try:
        fetch(f"http://127.0.0.1:{port}{path}", now=datetime.now(UTC), trusted={("127.0.0.1", port)}, limits=Limits())
    except FetchRefused as refusal:
        return type(refusal).__name__
name("/warm")
before = peak()
names = [name(path) for path in sys.argv[2:]]
print(json.dumps({"names": names, "grown": peak() - before}))
"""


def test_bombs_and_floods_leave_the_memory_small(web: Web) -> None:
    web.route("/warm", answer("<p>Words</p>"))
    for encoding, bomb in BOMBS.items():
        web.route(f"/{encoding}", answer(bomb(), content_encoding=encoding))
    web.route("/flood", endless(b"x" * 65_536, first=OPEN_END))
    paths = ["/gzip", "/deflate", "/br", "/flood"]
    command = [sys.executable, "-c", MEASURED, str(web.port), *paths]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=True)
    told = json.loads(done.stdout)
    assert told["names"] == ["Bomb", "Bomb", "Bomb", "TooLarge"]
    assert told["grown"] < 60, f"{told['grown']} MB for pages of at most 10 MB"


@pytest.mark.parametrize("size", [1, 2, 7, 1000, 65_536])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw", "br", ""])
def test_a_body_is_the_same_in_whatever_pieces_it_comes(size: int, encoding: str) -> None:
    body = os.urandom(3000) + b"<p>words</p>" * 9000
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    raw_deflate = squeeze.compress(body) + squeeze.flush()
    sent = {
        "gzip": gzip.compress(body), "deflate": zlib.compress(body), "raw": raw_deflate,
        "br": brotli.compress(body), "": body,
    }[encoding]  # fmt: skip
    pieces = (sent[at : at + size] for at in range(0, len(sent), size))
    name = "deflate" if encoding == "raw" else encoding
    assert unpacked(pieces, name, limit=MEGABYTE) == (body, len(sent))


def test_gzip_of_several_members_and_padding_is_one_body() -> None:
    members = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(512)
    for size in (1, 5, len(members)):
        pieces = (members[at : at + size] for at in range(0, len(members), size))
        assert unpacked(pieces, "gzip", limit=1000)[0] == b"one two"


@pytest.mark.parametrize(
    ("header", "encoding"), [("", ""), ("identity", ""), (" GZIP ", "gzip"), ("x-gzip", "gzip"), ("identity, br", "br")]
)
def test_one_encoding_is_known_by_its_names(header: str, encoding: str) -> None:
    assert encoding_of(header) == encoding


def test_a_deadline_counts_down_and_ends() -> None:
    ticks = iter([0.0, 1.0, 2.5, 3.0])
    deadline = Deadline(3.0, clock=lambda: next(ticks))
    assert (deadline.left(), deadline.left()) == (2.0, 0.5)
    with pytest.raises(TimeoutError):
        deadline.left()
