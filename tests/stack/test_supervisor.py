"""What somebody sees who starts, stops, kills and starts again."""

import os
import signal
import socket
from pathlib import Path

import psycopg2
import pytest
import redis

from config.embedded.folders import Folders
from config.embedded.supervisor import answers
from tests.stack.conftest import MakeDatabase, Open, Terminal, eventually, gone

READY = "Verbatim is ready"


def write_something(database_url: str, redis_url: str) -> None:
    session = psycopg2.connect(database_url)
    with session, session.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (words text)")
        cursor.execute("INSERT INTO kept VALUES ('ليس لها حدود')")
    session.close()
    with redis.Redis.from_url(redis_url) as client:
        client.set("kept", "1")


def read_it_again(database_url: str, redis_url: str) -> tuple[str, str]:
    session = psycopg2.connect(database_url)
    with session, session.cursor() as cursor:
        cursor.execute("SELECT words FROM kept")
        words: str = cursor.fetchone()[0]
    session.close()
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        return words, client.get("kept")


def addresses(terminal: Terminal) -> tuple[str, str]:
    return terminal.address("DATABASE_URL"), terminal.address("REDIS_URL")


def test_ctrl_c_stops_everything_and_the_next_start_has_all_data(open_terminal: Open) -> None:
    first = open_terminal(fresh=True)
    said = first.until(READY)
    assert f"http://localhost:{first.port}/desk/" in said
    write_something(*addresses(first))
    everything = first.everything()

    os.killpg(first.process.pid, signal.SIGINT)  # as the terminal does

    assert first.ended() == 0
    assert "Stopped." in first.said
    assert gone(everything, seconds=0)
    assert not (first.data / "stack.env").exists()
    assert not Folders(first.data).sockets.exists()
    second = open_terminal(port=first.port)
    second.until(READY)
    assert read_it_again(*addresses(second)) == ("ليس لها حدود", "1")


@pytest.mark.parametrize("victim", [0, 1], ids=["guard", "supervisor"])
def test_a_killed_supervisor_leaves_no_process_and_no_damage(victim: int, open_terminal: Open) -> None:
    first = open_terminal()
    first.until(READY)
    write_something(*addresses(first))
    everything = first.everything()
    assert len(everything) > 8

    os.kill(everything[victim], signal.SIGKILL)

    assert gone(everything)
    second = open_terminal(port=first.port)
    second.until(READY)
    assert read_it_again(*addresses(second)) == ("ليس لها حدود", "1")


def test_even_if_all_that_could_tidy_up_is_killed_at_once_the_servers_end(open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.until(READY)
    everything = terminal.everything()
    strays = [pid for pid in everything if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"sleep")]
    servers = [pid for pid in everything if pid not in strays]

    os.killpg(terminal.process.pid, signal.SIGKILL)

    try:
        assert gone(servers)
    finally:
        for pid in strays:  # nobody is left to adopt these; see docs/adr
            os.kill(pid, signal.SIGKILL)


def test_a_program_that_dies_is_started_again_and_said(open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.until(READY)
    web = next(pid for pid in terminal.everything() if b"http.server" in Path(f"/proc/{pid}/cmdline").read_bytes())

    os.kill(web, signal.SIGKILL)

    terminal.until("web ended by itself")
    terminal.until("web runs again")
    assert eventually(lambda: answers(terminal.port))


def test_a_postgres_that_dies_is_started_again_with_its_data(open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.until(READY)
    write_something(*addresses(terminal))
    postmaster = int((terminal.data / "postgres" / "postmaster.pid").read_text().split("\n")[0])

    os.kill(postmaster, signal.SIGKILL)

    terminal.until("PostgreSQL runs again")
    assert read_it_again(*addresses(terminal)) == ("ليس لها حدود", "1")


def test_a_second_copy_is_told_where_the_first_one_is(open_terminal: Open) -> None:
    first = open_terminal()
    first.until(READY)

    second = open_terminal()

    assert second.ended() == 1
    assert f"already runs from this checkout: http://localhost:{first.port}/" in second.said
    assert "Traceback" not in second.said
    assert first.process.poll() is None


def test_a_used_port_is_named_with_the_way_out(open_terminal: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        terminal = open_terminal(port=port, fresh=True)
        assert terminal.ended() == 1
    assert f"Port {port} is used by another program.\nChoose another one" in terminal.said
    assert f"PORT={port + 1}" in terminal.said
    assert not (terminal.data / "postgres").exists()


@pytest.mark.parametrize("value", ["0", "70000", "-1", "web", "٨٠٠٠", "8000 "])
def test_a_port_that_is_none_is_refused(value: str, open_terminal: Open) -> None:
    terminal = open_terminal(PORT=value)
    assert terminal.ended() == 1
    assert f"PORT={value} is not a port." in terminal.said


def test_data_of_another_postgres_is_left_alone(open_terminal: Open, tmp_path: Path) -> None:
    cluster = tmp_path / "data" / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")

    terminal = open_terminal()

    assert terminal.ended() == 1
    assert "belongs to PostgreSQL 17, but this version brings PostgreSQL 18" in terminal.said
    assert "pg_dump" in terminal.said
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


@pytest.mark.parametrize(("given", "missing"), [("DATABASE_URL", "REDIS_URL"), ("REDIS_URL", "DATABASE_URL")])
def test_one_address_alone_is_refused(given: str, missing: str, open_terminal: Open) -> None:
    terminal = open_terminal(**{given: "postgres://somewhere/else"})
    assert terminal.ended() == 1
    assert f"{given} is set, but {missing} is not.\nSet both" in terminal.said


def test_a_step_that_fails_shows_why_and_leaves_nothing_running(open_terminal: Open, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "please-fail").touch()

    terminal = open_terminal()

    assert terminal.ended() == 1
    assert "A step that fails failed." in terminal.said
    assert "the reason" in terminal.said
    assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()


def test_with_both_addresses_nothing_embedded_is_started(open_terminal: Open, make_database: MakeDatabase) -> None:
    own_database = make_database()
    redis_url = os.environ["REDIS_URL"]

    terminal = open_terminal(DATABASE_URL=own_database, REDIS_URL=redis_url, fresh=True)

    terminal.until(READY)
    assert addresses(terminal) == (own_database, redis_url)
    assert not (terminal.data / "postgres").exists()
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in terminal.everything()]
    assert not any(b"bin/postgres" in command or b"valkey-server" in command for command in commands)


def test_secrets_are_for_their_owner_alone(open_terminal: Open) -> None:
    terminal = open_terminal()
    terminal.until(READY)
    for name in ("secret-key", "stack.env", "valkey/valkey.conf"):
        assert (terminal.data / name).stat().st_mode & 0o077 == 0, name
    password = terminal.address("REDIS_URL").split(":")[2].split("@")[0]
    for pid in terminal.everything():
        assert password.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
