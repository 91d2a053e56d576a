"""A server of somebody's own is taken only if Verbatim can work on it; else it is told why and what to do."""

import os
import re

import psycopg2
import pytest

from config.embedded.errors import ServerRefusedError
from config.embedded.servers_check import check_postgres, check_redis
from tests.stack.conftest import MakeDatabase


def refusal(address: str) -> str:
    with pytest.raises(ServerRefusedError) as refused:
        check_postgres(address)
    return str(refused.value)


def test_a_good_database_is_taken(make_database: MakeDatabase) -> None:
    check_postgres(make_database("ENCODING 'UTF8' LOCALE 'C.UTF-8'"))


@pytest.mark.parametrize("options", ["LOCALE 'C'", "LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C'"])
def test_a_locale_without_arabic_letters_is_refused(options: str, make_database: MakeDatabase) -> None:
    said = refusal(make_database(f"ENCODING 'UTF8' {options}"))
    assert "takes Arabic letters for punctuation" in said
    assert "createdb --template template0 --encoding UTF8 --locale C.UTF-8" in said


def test_an_encoding_without_arabic_letters_is_refused(make_database: MakeDatabase) -> None:
    assert "--encoding UTF8" in refusal(make_database("ENCODING 'SQL_ASCII' LOCALE 'C'"))


@pytest.mark.parametrize(
    ("there", "missing"),
    [((), ("vector", "pg_trgm")), (("vector",), ("pg_trgm",)), (("pg_trgm",), ("vector",))],
)
def test_missing_extensions_are_named_and_not_made(
    there: tuple[str, ...], missing: tuple[str, ...], make_database: MakeDatabase
) -> None:
    address = make_database(extensions=there)
    said = refusal(address)
    assert re.findall(r"CREATE EXTENSION (\w+);", said) == list(missing)
    assert refusal(address) == said


def test_an_old_vector_is_refused(make_database: MakeDatabase) -> None:
    address = make_database()
    session = psycopg2.connect(address)
    with session, session.cursor() as cursor:
        cursor.execute("UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'")
    session.close()
    assert "vector is 0.7.4; 0.8 or later is needed" in refusal(address)


def test_a_user_that_may_make_no_tables_is_refused(make_database: MakeDatabase) -> None:
    address = make_database()
    session = psycopg2.connect(address)
    with session, session.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS reader")
        cursor.execute("CREATE ROLE reader LOGIN")
    session.close()
    said = refusal(address.replace("postgres@", "reader@"))
    assert "The user reader may not make tables" in said
    assert "OWNER TO reader" in said


@pytest.mark.parametrize("address", ["", "words", "mysql://u:p@host/name", "sqlite:///file.db", "postgres://[::1"])
def test_what_is_no_address_of_a_postgres_is_refused(address: str) -> None:
    assert "postgres://user:password@host:5432/database" in refusal(address)


def test_a_database_that_does_not_answer_is_refused_without_showing_its_password() -> None:
    said = refusal("postgres://someone:hush@127.0.0.1:1/none")
    assert "cannot be reached" in said
    assert "hush" not in said


def test_a_redis_that_answers_is_taken() -> None:
    check_redis(os.environ["REDIS_URL"])


@pytest.mark.parametrize("address", ["redis://:hush@127.0.0.1:1/0", "", "http://127.0.0.1/"])
def test_a_redis_that_does_not_answer_is_refused_without_showing_its_password(address: str) -> None:
    with pytest.raises(ServerRefusedError) as refused:
        check_redis(address)
    assert "REDIS_URL" in str(refused.value)
    assert "hush" not in str(refused.value)


def test_a_wrong_password_for_redis_is_refused() -> None:
    with pytest.raises(ServerRefusedError, match="does not answer"):
        check_redis(re.sub(r":\w+@", ":wrong@", os.environ["REDIS_URL"]))
