"""May these servers carry Verbatim? Asked before anything is written; every refusal brings its remedy."""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import psycopg2
import redis
from psycopg2.extensions import connection

from config.embedded.errors import ServerRefusedError

OLDEST_POSTGRES = 15
OLDEST_VECTOR = (0, 8)
EXTENSIONS = ("vector", "pg_trgm")
# Two spellings of one Arabic phrase: where the locale knows no Arabic letters, their similarity is exactly 0.
ARABIC_TWINS = ("ليس لها حدود", "ليس له حدود")
CONNECT_SECONDS = 5


def check_servers(environment: Mapping[str, str] = os.environ) -> None:
    """Raise `ServerRefusedError` if DATABASE_URL or REDIS_URL cannot be used; nothing is changed there."""
    check_postgres(environment.get("DATABASE_URL", ""))
    check_redis(environment.get("REDIS_URL", ""))


def run_check() -> int:
    """The command `check-servers`."""
    check_servers()
    print("The servers can carry Verbatim.")
    return 0


def check_postgres(address: str) -> None:
    session = _connect(_parsed(address))
    try:
        _check_version(session)
        _check_extensions(session)
        _check_letters(session)
        _check_rights(session)
    finally:
        session.close()


def _parsed(address: str) -> Mapping[str, Any]:
    try:
        parsed: Mapping[str, Any] = dj_database_url.parse(address)
    except ValueError as error:
        raise _malformed() from error
    if not str(parsed.get("ENGINE", "")).endswith("postgresql"):
        raise _malformed()
    return parsed


def _malformed() -> ServerRefusedError:
    return ServerRefusedError(
        "DATABASE_URL is not the address of a PostgreSQL database.",
        "Write it as postgres://user:password@host:5432/database",
    )


def _connect(parsed: Mapping[str, Any]) -> connection:
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    arguments = {ours: parsed[theirs] for ours, theirs in names.items() if parsed.get(theirs)}
    try:
        return psycopg2.connect(connect_timeout=CONNECT_SECONDS, **arguments, **parsed.get("OPTIONS", {}))
    except psycopg2.Error as error:
        raise ServerRefusedError(
            f"PostgreSQL in DATABASE_URL cannot be reached: {str(error).strip()}",
            "Start it, or mend the address, or unset DATABASE_URL and REDIS_URL to use the embedded servers.",
        ) from error


def _first_row(session: connection, question: str, *values: object) -> tuple[Any, ...]:
    with session.cursor() as cursor:
        cursor.execute(question, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row or ()


def _check_version(session: connection) -> None:
    major = session.server_version // 10000
    if major < OLDEST_POSTGRES:
        raise ServerRefusedError(
            f"DATABASE_URL is a PostgreSQL {major}; Verbatim needs {OLDEST_POSTGRES} or later.",
            "Use a newer server, or unset DATABASE_URL and REDIS_URL to use the embedded ones.",
        )


def _check_extensions(session: connection) -> None:
    installed = {name: _extension_version(session, name) for name in EXTENSIONS}
    missing = [name for name, version in installed.items() if not version]
    if missing:
        raise ServerRefusedError(
            f"The database has no extension {' and no '.join(missing)}.",
            "As a superuser, in this database (pgvector must be installed on the server), run:\n"
            + "\n".join(f"  CREATE EXTENSION {name};" for name in missing),
        )
    if installed["vector"] < OLDEST_VECTOR:
        raise ServerRefusedError(
            f"The extension vector is {'.'.join(map(str, installed['vector']))}; 0.8 or later is needed.",
            "Install a newer pgvector; then, as a superuser, run:\n  ALTER EXTENSION vector UPDATE;",
        )


def _extension_version(session: connection, name: str) -> tuple[int, ...]:
    row = _first_row(session, "SELECT extversion FROM pg_extension WHERE extname = %s", name)
    return tuple(int(part) for part in str(row[0]).split(".") if part.isdigit()) if row else ()


def _check_letters(session: connection) -> None:
    encoding, database = _first_row(session, "SELECT current_setting('server_encoding'), current_database()")
    if encoding == "UTF8" and _first_row(session, "SELECT similarity(%s, %s) > 0", *ARABIC_TWINS) == (True,):
        return
    raise ServerRefusedError(
        f"The database {database} takes Arabic letters for punctuation (its locale or encoding does not know "
        "them), so that no Arabic quotation would ever be found.",
        "A database's locale is fixed when it is made. Make another one and set DATABASE_URL to it:\n"
        f"  createdb --template template0 --encoding UTF8 --locale C.UTF-8 {database}_utf8",
    )


def _check_rights(session: connection) -> None:
    question = "SELECT current_user, coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)"
    user, may_create = _first_row(session, question)
    if not may_create:
        raise ServerRefusedError(
            f"The user {user} may not make tables in this database.",
            f"Let it own the database; as a superuser, run:\n  ALTER DATABASE ... OWNER TO {user};",
        )


def check_redis(address: str) -> None:
    where = urlsplit(address).hostname or "?"
    try:
        with redis.Redis.from_url(address, socket_timeout=CONNECT_SECONDS, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise ServerRefusedError(
            f"Redis or Valkey in REDIS_URL (host {where}) does not answer: {error}",
            "Start it, or mend the address (redis://:password@host:6379/0), or unset DATABASE_URL and "
            "REDIS_URL to use the embedded servers.",
        ) from error
