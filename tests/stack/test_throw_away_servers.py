"""What every other test stands on."""

import os

import pytest
import redis
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_the_database_finds_arabic_words_that_are_nearly_the_same() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('ليس لها حدود', 'ليس له حدود')")
        assert cursor.fetchone()[0] > 0.5


@pytest.mark.django_db
def test_the_database_has_vectors() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '[1,2]'::vector <-> '[1,2]'::vector")
        assert cursor.fetchone()[0] == 0


def test_each_worker_has_a_redis_database_of_its_own() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    expected = int(worker.removeprefix("gw")) + 1 if worker else 0
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.set("whose", worker)
        assert client.connection_pool.connection_kwargs["db"] == expected
        assert client.get("whose").decode() == worker


def test_nothing_of_the_tests_is_kept_in_the_checkout() -> None:
    assert not settings.DATA_DIR.is_relative_to(settings.BASE_DIR)
    assert str(settings.BASE_DIR) not in settings.MAIL_URL
