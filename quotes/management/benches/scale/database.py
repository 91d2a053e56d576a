"""The scratch database of a bench: beside the newsroom's own, with the real schema, and gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings
from psycopg2 import sql
from psycopg2.errors import DuplicateDatabase, InsufficientPrivilege

from quotes.management.benches.refusing import BenchRefusedError

PREFIX = "verbatim_bench_"
# What lies in the newsroom's own storage is none of a scratch database's business.
IN_MEMORY = "django.core.files.storage.InMemoryStorage"
# The owner of a cluster that `make run` or a wheel started; its socket lets its own machine's user in.
CLUSTER_OWNER = "postgres"
SHOWN = (
    "server_version",
    "shared_buffers",
    "maintenance_work_mem",
    "max_parallel_maintenance_workers",
    "effective_cache_size",
    "jit",
    "fsync",
)


@dataclass(frozen=True)
class Login:
    """Who makes the database; the other parts of the address are those of DATABASE_URL."""

    user: str
    password: str


@contextmanager
def scratch_database(quotes: int, *, keep: bool) -> Iterator[str]:
    """Make `verbatim_bench_<quotes>`, turn Django's connection to it, migrate it; drop it whatever happens.

    keep: leave it for the next look; the next bench of this size makes it anew. Yields its name.
    """
    name = f"{PREFIX}{quotes}"
    was = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD")}
    login = _make(name, was["NAME"])
    try:
        _turn_to(NAME=name, USER=login.user, PASSWORD=login.password)
        with override_settings(STORAGES={**settings.STORAGES, "captures": {"BACKEND": IN_MEMORY}}):
            call_command("migrate", verbosity=0)
            yield name
    finally:
        _turn_to(**was)
        if not keep:
            _drop(name, login, was["NAME"])


def address_of_scratch() -> str:
    """Return Django's present connection as a `postgres://` address, for processes of their own."""
    now = {key: quote(str(connection.settings_dict[key] or ""), safe="") for key in ("USER", "PASSWORD", "HOST")}
    port = connection.settings_dict["PORT"]
    name = connection.settings_dict["NAME"]
    return f"postgres://{now['USER']}:{now['PASSWORD']}@{now['HOST']}{f':{port}' if port else ''}/{name}"


def server_settings() -> dict[str, str]:
    """Return what of the server's settings a figure depends on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY (%s)", [list(SHOWN)])
        found = dict(cursor.fetchall())
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        (found["pgvector"],) = cursor.fetchone()
    return found


class ServerCpu:
    """The processor time of this connection's server process, in seconds; None where it runs on another machine."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        process = Path(f"/proc/{pid}")
        here = process.joinpath("comm").exists() and process.joinpath("comm").read_text().startswith("postgres")
        self._clock = process / "schedstat" if here else None

    def seconds(self) -> float | None:
        return int(self._clock.read_text().split()[0]) / 1e9 if self._clock else None


def _make(name: str, newsroom: str) -> Login:
    """As the role of DATABASE_URL, or as the owner of the cluster where that role may not make databases."""
    given = Login(connection.settings_dict["USER"], connection.settings_dict["PASSWORD"])
    refused: Exception | None = None
    for login in (given, Login(CLUSTER_OWNER, "")):
        try:
            _run(login, newsroom, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            _run(login, newsroom, "CREATE DATABASE {}", name)
            _add_extensions(login, name)
        except (InsufficientPrivilege, psycopg2.OperationalError, DuplicateDatabase) as error:
            refused = refused or error
        else:
            return login
    raise BenchRefusedError(
        f"No scratch database can be made beside “{newsroom}” ({str(refused).strip().splitlines()[0]})."
        f" Let the role make one (ALTER ROLE {given.user} CREATEDB), with pgvector and pg_trgm in template1,"
        " or set DATABASE_URL to a server of which you are the owner."
    )


def _add_extensions(login: Login, name: str) -> None:
    for extension in ("vector", "pg_trgm"):
        _run(login, name, "CREATE EXTENSION IF NOT EXISTS {}", extension)


def _drop(name: str, login: Login, newsroom: str) -> None:
    _run(login, newsroom, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(login: Login, database: str, statement: str, name: str) -> None:
    """In a session of its own: databases are made and dropped outside any transaction, and never from inside."""
    server = {"host": connection.settings_dict["HOST"], "port": connection.settings_dict["PORT"] or None}
    session = psycopg2.connect(dbname=database, user=login.user, password=login.password or None, **server)
    try:
        session.autocommit = True
        with session.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
    finally:
        session.close()


def _turn_to(**parts: str) -> None:
    connection.close()
    connection.settings_dict.update(parts)
    settings.DATABASES["default"].update(parts)


def environment_of_scratch() -> dict[str, str]:
    """Return the environment of a process that works in the scratch database."""
    return {
        **os.environ,
        "DATABASE_URL": address_of_scratch(),
        "CAPTURES_STORAGE": IN_MEMORY,
        "CAPTURES_STORAGE_OPTIONS": "",
    }
