"""The client of an embeddings server, against a real one that answers, refuses, is busy, lies and goes away."""

import math
import re
import runpy
import socket
import time
from collections.abc import Iterator

import numpy as np
import pytest
from django.core.exceptions import ImproperlyConfigured

from quotes.services import endpoints
from quotes.services.encoding.endpoint import EndpointEncoder, TextRefusedError
from quotes.services.endpoints import EndpointError
from tests.candidates.server import DIMENSION, EmbeddingsServer, embeddings_server, vector_of
from tests.flagging.conftest import CHECKOUT


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddingsServer]:
    monkeypatch.setattr(endpoints, "FIRST_REST_SECONDS", 0.01)
    with embeddings_server() as running:
        yield running


def encoder(server: EmbeddingsServer, **changed: object) -> EndpointEncoder:
    facts = {"url": server.url, "model": "a-model", "dimension": DIMENSION, "key": "a key", "timeout": 2.0}
    return EndpointEncoder(**{**facts, **changed})  # type: ignore[arg-type]


def test_vectors_come_in_the_order_of_the_texts_and_have_length_one(server):
    texts = [f"ship number {number} left the harbour" for number in range(150)]
    vectors = encoder(server).encode(texts)
    assert vectors.shape == (150, DIMENSION)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    expected = np.array(vector_of(texts[101]))
    assert np.allclose(vectors[101], expected / np.linalg.norm(expected), atol=1e-5)
    assert [len(request["input"]) for request in server.requests] == [64, 64, 22]
    assert {(request["path"], request["model"]) for request in server.requests} == {("/v1/embeddings", "a-model")}
    assert server.headers[0]["Authorization"] == "Bearer a key"


def test_nothing_is_asked_for_no_texts(server):
    assert encoder(server).encode([]).shape == (0, DIMENSION)
    assert server.requests == []


def test_the_model_and_the_dimension_are_its_version(server):
    assert encoder(server).version == f"a-model/{DIMENSION}"
    assert encoder(server, model="another").version != encoder(server).version


def test_a_busy_server_is_asked_again(server):
    server.answers = [(429, {"error": "slowly"}), (503, {"error": "starting"})]
    assert encoder(server).encode(["one ship"]).shape == (1, DIMENSION)
    assert len(server.requests) == 3


def test_a_server_that_stays_busy_is_given_up_with_a_remedy_and_left_alone_for_a_while(server):
    server.answers = [(503, {"error": "starting"})] * 3
    asked = encoder(server)
    with pytest.raises(EndpointError, match=r"no answer in 3 attempts \(HTTP 503.*Check that it runs"):
        asked.encode(["one ship"])
    with pytest.raises(EndpointError, match="a moment ago"):
        asked.encode(["one ship"])
    assert len(server.requests) == 3


def test_one_text_that_is_refused_takes_no_other_along(server):
    server.refuses = lambda text: "very long" in text
    asked = encoder(server)
    with pytest.raises(TextRefusedError, match="refused a text"):
        asked.encode(["one ship", "a very long text", "two ships"])
    assert asked.encode(["one ship", "two ships"]).shape == (2, DIMENSION)


def test_a_server_that_refuses_everything_refuses_no_text(server):
    server.refuses = lambda text: True
    with pytest.raises(EndpointError, match="EMBEDDINGS_MODEL") as raised:
        encoder(server).encode(["one ship"])
    assert not isinstance(raised.value, TextRefusedError)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((401, {"error": "no such key"}), "Check EMBEDDINGS_KEY"),
        ((404, {"error": "no such page"}), "Check EMBEDDINGS_URL"),
        ((301, {"moved": True}), "Check EMBEDDINGS_URL"),
        ((200, {"hello": "world"}), "did not answer with embeddings"),
        ((200, {"data": []}), "gave 0 embeddings for 1 texts"),
        ((200, {"data": [{"index": 1, "embedding": [1.0] * DIMENSION}]}), "gave 1 embeddings for 1 texts"),
        ((200, {"data": [{"index": 0, "embedding": [1.0, 2.0]}]}), "dimension 2, not 16. Set EMBEDDINGS_DIMENSION"),
        ((200, {"data": [{"index": 0, "embedding": "abc"}]}), "did not answer with embeddings"),
        ((200, {"data": [{"index": 0, "embedding": [0.0] * DIMENSION}]}), "zero or not a number"),
        ((200, {"data": [{"index": 0, "embedding": [math.nan] * DIMENSION}]}), "zero or not a number"),
        ((200, {"data": [{"index": 0, "embedding": [1e30] * DIMENSION}]}), "zero or not a number"),
        ((200, {"data": [{"index": 0, "embedding": [10**400] * DIMENSION}]}), "did not answer with embeddings"),
        ((200, {"data": [{"index": "a", "embedding": [1.0] * DIMENSION}]}), "did not answer with embeddings"),
        ((401, {"error": "Bearer a key is not known here. " + "x" * 280 + " a key"}), "Bearer … is not known"),
    ],
)
def test_a_wrong_answer_is_never_a_vector(server, answer, sentence):
    server.answers = [answer]
    with pytest.raises(EndpointError, match=sentence) as raised:
        encoder(server).encode(["one ship"])
    assert "a key" not in str(raised.value)
    assert len(server.requests) == 1


def test_an_answer_of_brackets_alone_is_an_error_with_a_sentence(server):
    for answer in (b"[" * 200_000, b'{"data": [{"index": null, "embedding": [1]}, {"index": 0, "embedding": [1]}]}'):
        with pytest.raises(EndpointError, match="did not answer with embeddings"):
            encoder(server)._vectors(answer, 2)


def test_a_server_that_is_not_there_and_one_that_says_nothing(monkeypatch):
    monkeypatch.setattr(endpoints, "FIRST_REST_SECONDS", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://user:secret@127.0.0.1:{silent.getsockname()[1]}/v1"
        quiet = EndpointEncoder(url=address, model="a-model", dimension=4, timeout=0.1)
        began = time.monotonic()
        with pytest.raises(EndpointError, match="TimeoutError") as raised:
            quiet.encode(["one ship"])
        assert time.monotonic() - began < 2
        assert "secret" not in str(raised.value)
    gone = EndpointEncoder(url=address, model="a-model", dimension=4, timeout=0.1)
    with pytest.raises(EndpointError, match="ConnectionRefusedError"):
        gone.encode(["one ship"])


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"ENCODER": "word2vec"}, "ENCODER is 'word2vec'. Set it to one of: use, openai."),
        ({"ENCODER": "openai"}, "EMBEDDINGS_URL is not set. ENCODER=openai needs it"),
        ({"ENCODER": "openai", "EMBEDDINGS_URL": "http://gpu/v1"}, "EMBEDDINGS_MODEL is not set."),
        (
            {"ENCODER": "openai", "EMBEDDINGS_URL": "http://gpu/v1", "EMBEDDINGS_MODEL": "m"},
            "EMBEDDINGS_DIMENSION is the length of the model's vectors",
        ),
        (
            {
                "ENCODER": "openai",
                "EMBEDDINGS_URL": "gpu/v1",
                "EMBEDDINGS_MODEL": "m",
                "EMBEDDINGS_DIMENSION": "8",
            },
            "EMBEDDINGS_URL begins with http:// or https://",
        ),
        ({"EMBEDDINGS_KEY": "sk-secret\nkey"}, "EMBEDDINGS_KEY holds a character that no key has."),
        ({"QDRANT_API_KEY": "кey"}, "QDRANT_API_KEY holds a character that no key has."),
        ({"CANDIDATE_BACKEND": "elastic"}, "CANDIDATE_BACKEND is 'elastic'. Set it to one of: postgres, qdrant."),
        ({"CANDIDATE_BACKEND": "qdrant"}, "needs one of QDRANT_URL"),
        (
            {"CANDIDATE_BACKEND": "qdrant", "QDRANT_URL": "http://q:6333", "QDRANT_PATH": "/tmp/q"},
            "needs one of QDRANT_URL",
        ),
    ],
)
def test_a_setting_that_cannot_be_stops_with_its_remedy(environment, sentence, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)) as raised:
        runpy.run_path(str(CHECKOUT / "config" / "settings.py"))
    assert "secret" not in str(raised.value)


def test_the_line_end_of_a_key_is_no_part_of_it(monkeypatch):
    monkeypatch.setenv("EMBEDDINGS_KEY", "sk-secret\n")
    assert runpy.run_path(str(CHECKOUT / "config" / "settings.py"))["EMBEDDINGS_KEY"] == "sk-secret"
