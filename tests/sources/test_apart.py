"""A file can break what reads it, and nobody else."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from sources import reader, wire
from sources.apart import Reader
from sources.text import Blank, Decoded, NotText, ReadingFailed, ReadingTooLarge, ReadingTooLong, TextRefused
from tests.sources.test_formats import FILES, archive
from tests.sources.test_page import LONG, page_of

PAGE = f"<html lang=en><h1>Bridge opens</h1><p class=correction>{LONG}</p><time datetime=2026-05-04></time><iframe>"


@pytest.fixture(scope="module")
def apart():
    one = Reader()
    yield one
    one.stop()


def child_of(apart):
    return apart._child


def test_what_is_read_apart_is_what_is_read_here(apart):
    assert apart.read(PAGE.encode(), media_type="text/html") == page_of(PAGE)
    there = apart.read((FILES / "arabic.pdf").read_bytes())
    assert there.text.startswith("الجسر الجديد")
    assert apart.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\nYes").blocks[0].at == (1.0, 2.0)


def test_refusals_come_back_as_they_are(apart):
    with pytest.raises(NotText):
        apart.read(b"\x89PNG")
    with pytest.raises(Blank):
        apart.read(b"<script>x</script>", media_type="text/html")


def test_one_child_serves_many_and_is_replaced_after_some():
    apart = Reader(readings=2)
    children = []
    for _ in range(3):
        apart.read(PAGE.encode(), media_type="text/html")
        children.append(child_of(apart) and child_of(apart).pid)
    assert children[1] is None
    assert children[0] != children[2]
    apart.stop()


def test_a_reading_without_end_is_ended_and_the_next_file_is_read():
    apart = Reader(seconds=1.5)
    apart.read(PAGE.encode(), media_type="text/html")
    os.kill(child_of(apart).pid, signal.SIGSTOP)
    stopped = child_of(apart).pid
    started = time.monotonic()
    with pytest.raises(ReadingTooLong):
        apart.read(PAGE.encode(), media_type="text/html")
    assert time.monotonic() - started < 10
    with pytest.raises(ProcessLookupError):
        os.kill(stopped, 0)
    assert apart.read(PAGE.encode(), media_type="text/html").text.startswith("Bridge opens")
    apart.stop()


def test_a_reading_that_takes_too_much_memory_is_refused():
    apart = Reader(megabytes=200)
    with pytest.raises((ReadingTooLarge, ReadingFailed)):
        apart.read(b"<p>x" * 5_000_000, media_type="text/html", max_bytes=30_000_000)
    assert apart.read(PAGE.encode(), media_type="text/html").text.startswith("Bridge opens")
    apart.stop()


def test_a_child_that_died_is_replaced(apart):
    apart.read(PAGE.encode(), media_type="text/html")
    os.kill(child_of(apart).pid, signal.SIGKILL)
    child_of(apart).wait()
    assert apart.read(PAGE.encode(), media_type="text/html").blocks


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (b"<div>" * 1_000_000, {"media_type": "text/html"}),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)), {"media_type": "text/html"}),
        (b"<p title='" + b"x" * 9_000_000 + b"'>x", {"media_type": "text/html"}),
        (b'<script type="application/ld+json">' + b"[" * 900_000 + b"</script>", {"media_type": "text/html"}),
        (archive(word__document="0" * 110_000_000), {"file_name": "a.docx"}),
        (b"%PDF-1.4\n1 0 obj " + b"[" * 1_000_000, {}),
        (b"WEBVTT\n\n" + b"00:00.000 --> " * 70_000, {}),
        (b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 200_000, {"file_name": "a.eml"}),
    ],
)
def test_bombs_hurt_nobody(apart, content, declared):
    started = time.monotonic()
    with suppress(TextRefused):
        apart.read(content, **declared)
    assert time.monotonic() - started < 25


def test_threads_take_turns(apart):
    texts = []
    pages = [f"<p>Page number {number} of them." for number in range(8)]
    threads = [
        threading.Thread(target=lambda page=page: texts.append(apart.read(page.encode(), media_type="text/html").text))
        for page in pages
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == [page[3:] for page in pages]


def test_a_daemonic_worker_can_read(tmp_path):
    """As Celery's prefork pool starts its workers."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import multiprocessing, sys\n"
        "def work(pipe):\n"
        "    from sources.apart import read\n"
        "    pipe.send(read(b'<p>The bridge opens.', media_type='text/html').text)\n"
        "if __name__ == '__main__':\n"
        "    mine, theirs = multiprocessing.Pipe()\n"
        "    worker = multiprocessing.Process(target=work, args=(theirs,), daemon=True)\n"
        "    worker.start(); print(mine.recv()); worker.join(20)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.decode().strip() == "The bridge opens."


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('gazette.example', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('/tmp/left-behind', 'w')",
        "import os; os.remove('/tmp/nothing')",
    ],
)
def test_a_reader_has_no_network_starts_nothing_and_writes_nothing(attempt):
    lines = ["from sources import reader", "reader._confine(1000)", "try:", f"    {attempt}"]
    code = "\n".join([*lines, "except PermissionError:", "    print('refused')"])
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, timeout=30, check=False)
    assert done.stdout.strip() == b"refused", done.stderr


def test_the_child_gets_no_secret(apart, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    one = Reader()
    one.read(PAGE.encode(), media_type="text/html")
    assert b"SECRET_KEY" not in Path(f"/proc/{child_of(one).pid}/environ").read_bytes()
    one.stop()


GOOD = wire.packed(Decoded("Words", (), "utf-8", "x", "1"))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"cposix\nsystem\n(S'true'\ntR.",
        b"[]",
        b"null",
        b"[" * 100_000,
        GOOD.replace(b'"blocks":[]', b'"blocks":[["body",0,99]]'),
        GOOD.replace(b'"blocks":[]', b'"blocks":[["evil",0,1]]'),
        GOOD.replace(b'"Words"', b'"nul\\u0000"'),
        GOOD.replace(b'"unread":[]', b'"unread":[["System",{}]]'),
        GOOD.replace(b'"pretence":null', b'"pretence":"<script>"'),
        GOOD.replace(b'"metadata":{}', b'"metadata":{"published":["soon","time","file"]}'),
        b'{"refused":"SystemExit","params":{}}',
        b'{"refused":"Blank","params":{"a":[]}}',
    ],
)
def test_an_answer_of_another_shape_is_not_believed(answer):
    assert isinstance(wire.unpacked(GOOD), Decoded)
    with pytest.raises(wire.NotUnderstood):
        wire.unpacked(answer)


def test_the_reader_loads_no_web_framework():
    code = "import sys, sources.reader, sources.formats, sources.formats.html; sys.exit('django' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(reader.__file__).parents[1], check=False).returncode == 0
    )
