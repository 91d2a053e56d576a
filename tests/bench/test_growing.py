"""What a bench of scale stands on: real texts, grown by a rule that keeps what they are."""

import json
from pathlib import Path

import numpy as np
import pytest

from quotes.management.benches.scale.comparing import compare_distances
from quotes.management.benches.scale.encoding import Encoded, VectorFile
from quotes.management.benches.scale.neighbours import nearest, neighbour_distances, recall
from quotes.management.benches.scale.perturbing import Grounds, Growth, exchanged, grounds_of
from quotes.management.benches.scale.statistics import ks_distance, quantiles
from quotes.management.benches.scale.texts import RealText, parts_of, read_texts
from quotes.matching.encoders import FloatArray, normalised

DIMENSION = 32
SENTENCE = "The harbour will stay open, said the office, because the works that began in May go on."


class CountingEncoder:
    """An encoder that is a function of the text alone, and counts what it was given."""

    id = "counting"
    version = "1"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts: list[str]) -> FloatArray:
        self.given += texts
        rows = [np.random.default_rng(list(text.encode())).normal(size=DIMENSION) for text in texts]
        return normalised(np.array(rows, dtype=np.float32))


@pytest.fixture(scope="module")
def grounds() -> Grounds:
    """Four hundred texts about forty subjects, close to each other inside a subject."""
    chance = np.random.default_rng(1)
    centres = chance.normal(size=(40, DIMENSION))
    vectors = np.repeat(centres, 10, axis=0) + 0.5 * chance.normal(size=(400, DIMENSION))
    texts = [
        RealText(f"office {subject} opens gate {row} of the old harbour", "en")
        for row, subject in enumerate([*range(40)] * 10)
    ]
    return grounds_of(Encoded(texts, normalised(vectors.astype(np.float32))))


def test_the_first_rows_are_the_real_texts_and_the_others_are_not(grounds: Grounds) -> None:
    growth = Growth(grounds, 1200, seed=3)
    moves = growth.moves(0, 1200)
    vectors, texts = growth.vectors(moves), list(growth.texts(moves))
    np.testing.assert_allclose(vectors[:400], grounds.encoded.vectors, atol=1e-6)
    assert texts[:400] == list(grounds.encoded.texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    again = vectors[400:] @ grounds.encoded.vectors.T
    assert np.mean(again.max(axis=1) > 0.9999) < 0.01
    changed = [text.text != texts[row % 400].text for row, text in enumerate(texts) if row >= 400]
    assert np.mean(changed) > 0.5


def test_equal_seeds_grow_equal_rows_and_other_seeds_others(grounds: Grounds) -> None:
    one, same, other = (Growth(grounds, 1200, seed=seed) for seed in (3, 3, 4))
    first, second, third = (growth.vectors(growth.moves(400, 800)) for growth in (one, same, other))
    assert np.array_equal(first, second)
    assert not np.allclose(first, third)
    texts = [[text.text for text in growth.texts(growth.moves(400, 800))] for growth in (one, same, other)]
    assert texts[0] == texts[1] != texts[2]


def test_a_row_that_moved_little_in_meaning_kept_most_of_its_words(grounds: Grounds) -> None:
    growth = Growth(grounds, 4000, seed=3)
    moves = growth.moves(400, 4000)
    real = grounds.encoded
    cosines = np.sum(growth.vectors(moves) * real.vectors[moves.base], axis=1)
    kept = [
        len(set(text.text.split()) & set(real.texts[base].text.split())) / 9
        for text, base in zip(growth.texts(moves), moves.base, strict=True)
    ]
    near, far = (np.mean(np.array(kept)[some]) for some in (cosines > 0.9, cosines < 0.6))
    assert near > far + 0.1


def test_words_come_from_texts_in_the_same_script_only() -> None:
    chance = np.random.default_rng(1)
    text = " ".join(["harbour"] * 200)
    changed = exchanged(text, ("gate", "ميناء"), (0.3, 0.3), chance).split()
    assert set(changed) == {"harbour", "gate"}
    # Of 200 words some 60 are to come from each source; a third of the first and all of the second are dropped.
    assert 20 < changed.count("gate") < 60
    assert 60 < changed.count("harbour") < 100
    assert exchanged(text, ("gate", "gate"), (0.0, 0.0), chance) == text


def test_grown_distances_are_compared_with_real_ones(grounds: Grounds) -> None:
    found = compare_distances(grounds, 800, say=lambda line: None)
    assert found["copies"] == 2
    assert set(found["neighbours"]) == {"1", "10", "20"}
    real = quantiles(neighbour_distances(grounds.encoded.vectors, np.arange(400), 20)[:, 9])
    np.testing.assert_allclose(found["neighbours"]["10"]["real"], real, atol=1e-6)
    assert all(0 < both["ks"] < 0.6 for both in found["neighbours"].values())


def test_nearest_is_exact_whatever_is_left_out() -> None:
    chance = np.random.default_rng(2)
    pool = normalised(chance.normal(size=(9000, DIMENSION)).astype(np.float32))
    queries = normalised(chance.normal(size=(5, DIMENSION)).astype(np.float32))
    every = np.argsort(-(queries @ pool.T), axis=1)
    assert np.array_equal(nearest(queries, pool, 7)[0], every[:, :7])
    odd = np.arange(1, 9000, 2)
    assert np.array_equal(nearest(queries, pool, 7, among=odd)[0], [row[row % 2 == 1][:7] for row in every])
    few, cosines = nearest(queries, pool, 3, among=np.array([8, 5000]))
    assert few[:, 2].tolist() == [-1] * 5
    assert np.all(cosines[:, 0] >= cosines[:, 1])
    assert recall(few, few) == 1
    assert recall(np.array([[1, 2], [3, 4]]), np.array([[1, 9], [4, 3]])) == 0.75


def test_how_far_two_distributions_are_apart() -> None:
    numbers = np.arange(100, dtype=np.float32)
    assert ks_distance(numbers, numbers) == 0
    assert ks_distance(numbers, numbers + 200) == 1
    assert ks_distance(numbers, numbers + 25) == pytest.approx(0.25)


def test_a_text_gives_its_natural_parts_and_no_windows() -> None:
    parts = {part.text for part in parts_of(RealText(f"{SENTENCE} Ships wait.", "en"))}
    assert SENTENCE in parts
    assert f"{SENTENCE} Ships wait." in parts
    assert {"The harbour will stay open", "because the works", "that began in May go on"} <= parts
    assert "harbour will stay" not in parts


def test_texts_of_every_format_are_read_once(tmp_path: Path) -> None:
    def write(name: str, *rows: object) -> None:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    write("set/corpus.jsonl", {"id": "1", "text": "The harbour stays open", "lang": "en"}, {"id": "2", "text": "ab"})
    write("pairs_es/pairs.jsonl", {"text1": "El puerto sigue abierto", "text2": "the HARBOUR stays open!", "label": 1})
    write("news/articles.jsonl", {"text": "قال المكتب إن الميناء مفتوح\n\nThe gate is shut today."})
    write("set/qrels.jsonl", {"qid": "1", "did": "1"})
    found = {text.text: text.language for text in read_texts(tmp_path)}
    assert found["El puerto sigue abierto"] == "es"
    assert found["قال المكتب إن الميناء مفتوح"] == "ar"
    assert found["The gate is shut today."]
    assert sum(text.casefold().startswith("the harbour") for text in found) == 1
    assert "ab" not in found


def test_nothing_is_encoded_twice_and_a_killed_run_loses_nothing(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    texts = [f"gate {number}" for number in range(30)]
    first = VectorFile(tmp_path, encoder).fill(texts[:20], lambda line: None)
    (rows,) = tmp_path.glob("*.float32")
    with rows.open("ab") as half_written:
        half_written.write(b"killed here")
    both = VectorFile(tmp_path, encoder).fill([*reversed(texts)], lambda line: None)
    assert sorted(encoder.given) == sorted(texts)
    np.testing.assert_array_equal(both[:9:-1], first)
    np.testing.assert_array_equal(both, CountingEncoder().encode([*reversed(texts)]))
