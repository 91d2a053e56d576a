"""The engine's tests need no database; they share the process's engine, whose encoder is loaded once."""

import pytest

from quotes.matching.engine import Engine, Prepared, Wording, default_engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return default_engine()


@pytest.fixture(scope="session")
def prepare(engine):
    """Prepare texts that the engine accepts: `prepare(("…", "en"), …)` or whole wordings."""

    def prepared(*wordings):
        built = [one if isinstance(one, Wording) else Wording(*one) for one in wordings]
        answers = engine.prepare(built)
        assert all(isinstance(answer, Prepared) for answer in answers), answers
        return answers

    return prepared
