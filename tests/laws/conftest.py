"""Help for going round the services: the laws must hold for raw SQL too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

Sql = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def sql() -> Sql:
    """Run one statement as it is; returns its rows, if it gives any."""

    def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    return run


@pytest.fixture
def commit(sql: Sql) -> Callable[[], None]:
    """What happens at commit: every deferred law is asked now."""

    def check() -> None:
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("SET CONSTRAINTS ALL DEFERRED")

    return check
