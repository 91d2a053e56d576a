"""What a warm engine no longer has to read."""

from collections.abc import Sequence

from quotes.matching.encoders import FloatArray, UseEncoder
from quotes.matching.engine import Engine, Prepared, Wording


class ListeningEncoder(UseEncoder):
    """The real encoder, which also notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.asked += texts
        return super().encode(texts)


def test_a_warm_engine_encodes_nothing_but_the_words_that_it_compares() -> None:
    encoder = ListeningEncoder()
    engine = Engine(encoder)
    engine.warm_up()
    encoder.asked.clear()
    engine.warm_up()
    assert encoder.asked == []
    pair = ["the road to the coast opens in may", "in may the coast road opens"]
    first, second = engine.prepare([Wording(text, "en") for text in pair])
    assert isinstance(first, Prepared)
    assert isinstance(second, Prepared)
    engine.compare(first, second)
    assert encoder.asked
    assert {word for text in encoder.asked for word in text.split()} <= set(" ".join(pair).split())
