"""`manage.py bench matching`: small real sets in every format, at any depth, with exact figures where they are known.

The peers are measured in one test alone: loading their encoders takes seconds.
"""

import json
import math
import re
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from quotes.management.benches.matching.edits import Edit, edits, names_in, negated, recounted, swapped
from quotes.management.benches.matching.peers import peers
from quotes.management.benches.matching.pool import Pool, shared, trigrams
from quotes.management.benches.matching.reliability import series
from quotes.management.benches.matching.sets import BadSetError, RelationSet, RetrievalSet, find_sets, passed_over
from quotes.matching.engine import Wording, default_engine
from quotes.matching.figures import auc, average_precision, best_f1, map_at, mean_reciprocal_rank, recall_at

PHRASES = Path(__file__).parents[1] / "matching/phrases"
PAIRS = Path(__file__).parents[1] / "matching/pairs"


def write(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def harbour(tmp_path):
    """A retrieval set whose right answers nobody can miss; a query of another split finds nothing."""
    return write(
        tmp_path / "deep" / "down" / "harbour",
        corpus=[
            {"id": "1", "text": "the harbour will stay open in winter", "lang": "en"},
            {"id": "2", "text": "سيبقى الميناء مفتوحا في الشتاء", "lang": "ar"},
            {"id": "3", "text": "the orchestra lost its conductor", "lang": "en"},
            {"id": "4", "text": "the harbour will be closed in winter", "lang": "en", "near_miss_of": "1"},
        ],
        queries=[
            {"id": "1", "text": "the harbour will stay open in winter", "lang": "en", "split": "dev"},
            {"id": "q2", "text": "a violin concert for beginners", "lang": "en", "split": "test"},
        ],
        qrels=[{"qid": "1", "did": "2"}, {"qid": "q2", "did": "1"}],
    )


@pytest.fixture
def bench(capsys):
    def run(data, **options):
        call_command("bench", "matching", f"--data={data}", **options)
        return capsys.readouterr().out

    return run


def test_the_figures_of_a_retrieval_set_are_printed_as_json_and_nothing_else(bench, tmp_path, harbour):
    sets = json.loads(bench(tmp_path, split="dev", json=True))
    assert list(sets) == ["sets"]
    figures = sets["sets"]["harbour"]
    # The query stands in the pool itself: its own text is no answer, and takes no place.
    assert {name: figures[name] for name in ("hit@1", "recall@20", "mrr", "map@5")} == {
        "hit@1": 1.0,
        "recall@20": 1.0,
        "mrr": 1.0,
        "map@5": 1.0,
    }
    assert figures["near_misses_below"] == 1.0


def test_a_set_without_near_misses_has_the_four_figures(bench, tmp_path, harbour):
    plain = [json.loads(line) for line in (harbour / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    write(harbour, corpus=[{"id": row["id"], "text": row["text"]} for row in plain])
    both = json.loads(bench(tmp_path, json=True))["sets"]["harbour"]
    assert set(both) == {"hit@1", "recall@20", "mrr", "map@5"}
    # The second query's only answer says nothing of what it asks for, and one of four texts stands before it or more.
    assert both["hit@1"] == 0.5


def test_a_query_whose_answer_has_its_own_id_is_answered(bench, tmp_path):
    write(
        tmp_path / "same_ids",
        corpus=[{"id": "1", "text": "the bridge is closed"}, {"id": "2", "text": "tea is served at noon"}],
        queries=[{"id": "1", "text": "the bridge is shut"}],
        qrels=[{"qid": "1", "did": "1"}],
    )
    assert json.loads(bench(tmp_path, json=True))["sets"]["same_ids"]["hit@1"] == 1.0


def test_a_set_of_texts_that_cannot_be_matched_finds_nothing(bench, tmp_path):
    write(
        tmp_path / "signs",
        corpus=[{"id": "1", "text": "!!!"}],
        queries=[{"id": "q1", "text": "the bridge is shut"}, {"id": "q2", "text": "…"}],
        qrels=[{"qid": "q1", "did": "1"}, {"qid": "q2", "did": "1"}],
    )
    found = json.loads(bench(tmp_path, json=True))["sets"]["signs"]
    assert found == {"hit@1": 0.0, "recall@20": 0.0, "mrr": 0.0, "map@5": 0.0}


def test_a_run_holds_what_anybody_needs_to_score_it(bench, tmp_path, harbour):
    run = tmp_path / "run.tsv"
    bench(tmp_path, split="dev", json=True, run=run)
    lines = [line.split("\t") for line in run.read_text(encoding="utf-8").splitlines()]
    assert lines[0][:2] == ["1", "2"]
    assert {line[1] for line in lines} <= {"2", "3", "4"}
    scores = [float(line[2]) for line in lines]
    assert scores == sorted(scores, reverse=True)


def test_a_run_of_several_sets_names_them(bench, tmp_path, harbour):
    write(tmp_path / "few_en", pairs=[{"text1": "rain", "text2": "rain", "label": 1}])
    run = tmp_path / "run.tsv"
    bench(tmp_path, split=None, json=True, run=run)
    lines = [line.split("\t") for line in run.read_text(encoding="utf-8").splitlines()]
    assert {(line[0], len(line)) for line in lines} == {("few_en", 3), ("harbour", 4)}


def test_a_pair_set_is_scored_by_the_place_of_its_lines(bench, tmp_path):
    same = "the port is open again"
    pairs = write(
        tmp_path / "ports_en",
        pairs=[
            {"text1": same, "text2": "the port is open again", "label": 1},
            {"text1": same, "text2": "wheat prices fell in May", "label": 0, "split": "dev"},
            {"text1": same, "text2": "", "label": 0, "split": "dev"},
            {"text1": same, "text2": "the port has opened again", "label": 1, "split": "dev"},
        ],
    )
    run = tmp_path / "run.tsv"
    figures = json.loads(bench(pairs, json=True, run=run, split="dev"))["sets"]
    assert figures == {"ports_en": {"auc": 1.0, "ap": 1.0, "best_f1": 1.0}}
    lines = dict(line.split("\t") for line in run.read_text(encoding="utf-8").splitlines())
    assert list(lines) == ["1", "2", "3"]
    # What cannot be matched says nothing that another text says.
    assert float(lines["2"]) == 0.0


def test_relations_are_counted_by_what_was_called_what(bench, tmp_path):
    said = {"lang1": "en", "lang2": "en", "speaker1": "mayor", "speaker2": "mayor"}
    write(
        tmp_path / "named",
        mine=[
            {
                **said,
                "id": "one",
                "relation": "repetition",
                "wording": "verbatim",
                "text1": "the bridge will open in May",
                "text2": "The bridge will open in May!",
                "said1": "2024-01-01",
                "said2": "2024-03-01",
            },
            {
                **said,
                "id": "two",
                "relation": "unrelated",
                "wording": "paraphrase",
                "text1": "the bridge will open in May",
                "text2": "our swimmers won four medals",
                "said1": "2024-01-01",
                "said2": "2024-01-01",
            },
        ],
    )
    figures = json.loads(bench(tmp_path, json=True))["sets"]["named"]
    assert (figures["macro_f"], figures["accuracy"], figures["wording_accuracy"]) == (1.0, 1.0, 1.0)
    assert figures["f_unrelated"] == 1.0
    assert figures["contradictions_called_same"] == 0
    shown = bench(tmp_path, no_peers=True)
    assert re.search(r"^Verbatim +1\.000 +1\.000 +1\.000 +0\.000", shown, re.MULTILINE)
    assert re.search(r"^repetition +0 +1 +0 +0 +0 +0$", shown, re.MULTILINE)


def test_peers_stand_below_the_engine_in_the_same_run(bench, tmp_path, harbour):
    shown = bench(tmp_path, markdown=True)
    lines = shown[shown.index("### harbour") :].splitlines()
    systems = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    assert systems[1:6] == ["Verbatim", "character trigrams", "BM25", "USE cosine", "USE cosine, centred"]
    assert "manage.py bench matching --data DIR" in shown
    assert default_engine().version in shown


def test_hard_negatives_and_reliability_are_drawn(bench, tmp_path, harbour):
    drawing = tmp_path / "reliability.svg"
    figures = json.loads(bench(tmp_path, hard_negatives=True, reliability=drawing, json=True))["sets"]["harbour"]
    flags = figures["flags"]
    assert flags["precision_with_every_edit"] <= flags["precision_with_edits"] <= flags["precision"]
    svg = ElementTree.fromstring(drawing.read_text(encoding="utf-8"))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert "pool and edits" in drawing.read_text(encoding="utf-8")
    shown = bench(tmp_path, hard_negatives=True, no_peers=True)
    assert re.search(r"^negated, same language +5 ", shown, re.MULTILINE)
    assert "Expected calibration error" in shown


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ({"qrels": [{"qid": "1", "did": "nowhere"}]}, "nowhere is no text of corpus.jsonl"),
        ({"qrels": [{"qid": "1"}]}, "qrels.jsonl, line 1: “did” is missing"),
        ({"corpus": [{"id": "2", "text": None}]}, "corpus.jsonl, line 1: “text” is missing"),
        ({"corpus": [{"id": "2", "text": 5}]}, "corpus.jsonl, line 1: “text” must be a text"),
        ({"corpus": [{"id": "2", "text": "x", "lang": 5}]}, "corpus.jsonl, line 1: “lang” must be a language code"),
        ({"corpus": [{"id": "2", "text": "x"}, {"id": 2, "text": "y"}]}, "line 2: the id 2 already stands on line 1"),
        ({"corpus": [{"id": ["2"], "text": "x"}]}, "corpus.jsonl, line 1: “id” must be a text or a whole number"),
        ({"queries": [["id"]]}, "queries.jsonl, line 1: “id” is missing"),
    ],
)
def test_a_spoiled_set_is_told_by_file_and_line(bench, tmp_path, harbour, spoiled, told):
    write(harbour, **spoiled)
    with pytest.raises(CommandError, match=re.escape(told)):
        bench(tmp_path)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"id": "1", "text": "\xff"}', "corpus.jsonl, line 2: this is not UTF-8"),
        (b'{"id": ', "corpus.jsonl, line 2: this is not JSON"),
        (b"[" * 100_000, "corpus.jsonl, line 2: this is not JSON"),
    ],
)
def test_a_broken_line_is_told_by_file_and_line(tmp_path, harbour, line, told):
    (harbour / "corpus.jsonl").write_bytes(b"\n" + line)
    with pytest.raises(BadSetError, match=re.escape(told)):
        find_sets(tmp_path)


def test_files_that_are_part_of_no_set_are_named_with_the_reason(tmp_path, harbour):
    (harbour / "qrels.jsonl").unlink()
    write(tmp_path / "named", bad=[{"text1": "rain", "text2": "rain"}])
    with pytest.raises(BadSetError) as refused:
        find_sets(tmp_path)
    assert "corpus.jsonl: a retrieval set also needs qrels.jsonl" in str(refused.value)
    assert "bad.jsonl: its first line is no pair with a “relation”" in str(refused.value)
    write(tmp_path / "named", **{f"worse{n}": [{}] for n in range(9)})
    assert passed_over(tmp_path)[-1] == "Passed over: 7 more files."


def test_a_blank_first_line_hides_no_file(tmp_path):
    row = {"text1": "rain", "text2": "rain", "relation": "repetition", "wording": "verbatim"}
    folder = write(tmp_path / "named", mine=[row])
    (folder / "mine.jsonl").write_text("\n" + json.dumps(row), encoding="utf-8")
    [found] = find_sets(tmp_path)
    assert len(found.pairs) == 1


def test_what_cannot_be_measured_is_refused_before_anything_is_measured(bench, tmp_path, harbour):
    for options, told in (
        ({"data": tmp_path / "none"}, "There is no folder"),
        ({"set": "nothing"}, "No labelled set whose name begins with “nothing”"),
        ({"split": "nothing"}, "with split “nothing”"),
        ({"run": tmp_path / "none" / "run.tsv"}, "cannot be written"),
        ({"reliability": tmp_path}, "cannot be written"),
        ({"run": Path("/proc/run.tsv")}, "/proc/run.tsv cannot be written"),
    ):
        with pytest.raises(CommandError, match=told):
            bench(**{"data": tmp_path, **options})
    write(tmp_path / "few_en", pairs=[{"text1": "rain", "text2": "rain", "label": 1}])
    with pytest.raises(CommandError, match="none of these is one"):
        bench(tmp_path / "few_en", hard_negatives=True)


@pytest.mark.parametrize("most", ["0", "-1", "many", "٣", "1.5", "10000001"])
def test_only_counts_are_counts(bench, tmp_path, harbour, most):
    with pytest.raises(CommandError, match="give a number from 1 on"):
        call_command("bench", "matching", f"--data={tmp_path}", f"--most={most}")


def test_two_sets_of_one_name_are_told_apart(tmp_path):
    for folder in ("first", "second"):
        write(tmp_path / folder / "same_en", pairs=[{"text1": "rain", "text2": "rain", "label": 1}])
    assert [found.name for found in find_sets(tmp_path)] == ["first/same_en", "second/same_en"]


def test_at_most_so_many_are_spread_over_the_set(tmp_path):
    rows = [{"text1": f"rain {n}", "text2": "rain", "label": n % 2} for n in range(100)]
    [found] = find_sets(write(tmp_path / "rain_en", pairs=rows), most=4)
    assert [pair.index for pair in found.pairs] == [0, 25, 50, 75]


@pytest.mark.parametrize("label", ["yes", 0.5, 2, -1, [1], "", math.nan])
def test_a_label_is_one_or_zero(tmp_path, label):
    rows = [{"text1": "rain", "text2": "rain", "label": label}]
    with pytest.raises(BadSetError, match=r"pairs\.jsonl, line 1: “label” must be 1 \(both say the same\) or 0"):
        find_sets(write(tmp_path / "rain_en", pairs=rows))


def test_a_label_that_is_none_is_refused(tmp_path):
    with pytest.raises(BadSetError, match=r"pairs\.jsonl, line 1: “label” is missing"):
        find_sets(write(tmp_path / "rain_en", pairs=[{"text1": "rain", "text2": "rain"}]))


@pytest.mark.parametrize("half", ["train", "sealed"])
def test_our_phrases_are_short_and_have_near_misses(half):
    [found] = find_sets(PHRASES / half)
    assert isinstance(found, RetrievalSet)
    languages = [query.language for query in found.queries.values()]
    assert (languages.count("ar"), languages.count("en")) == (60, 60)
    assert all(len(found.near_misses[query]) >= 2 for query in found.queries)
    assert max(len(text.text.split()) for text in (*found.queries.values(), *found.corpus.values())) <= 4
    near = {one for misses in found.near_misses.values() for one in misses}
    right = {one for answers in found.answers.values() for one in answers}
    assert not near & right
    assert len(found.corpus) - len(near | right) == 200


def test_our_halves_share_no_phrase():
    [train], [sealed] = find_sets(PHRASES / "train"), find_sets(PHRASES / "sealed")
    assert not {one.text for one in train.queries.values()} & {one.text for one in sealed.queries.values()}


def test_our_pairs_are_read_whole():
    for half in ("train", "sealed"):
        [found] = find_sets(PAIRS / half)
        assert isinstance(found, RelationSet)
        lines = sum(len(path.read_bytes().splitlines()) for path in (PAIRS / half).glob("*.jsonl"))
        assert len(found.pairs) == lines


@pytest.mark.parametrize(
    ("text", "language", "edited"),
    [
        ("the talks will not begin", "en", "the talks will begin"),
        ("the talks will begin", "en", "the talks will not begin"),
        ("we can't accept that offer", "en", "we can accept that offer"),
        ("prices fell in May", "en", "It is not true that prices fell in May"),
        ("لن نقبل هذا العرض", "ar", "نقبل هذا العرض"),
        ("نقبل هذا العرض", "ar", "ليس صحيحا أن نقبل هذا العرض"),
        ("nous n'acceptons pas cette offre", "fr", "nous acceptons cette offre"),
        ("no aceptamos esta oferta", "es", "aceptamos esta oferta"),
        ("мы не примем это", "ru", "мы примем это"),
        ("我们不接受", "zh", "我们接受"),
        ("qualcosa in italiano", "it", "qualcosa in italiano"),
    ],
)
def test_negations_are_taken_out_or_put_in(text, language, edited):
    assert negated(text, language) == edited


def test_numbers_and_names_are_changed_by_rule():
    assert recounted("from 3.5 to 1,200 in 2019") == "from 3.8 to 1,203 in 2012"
    assert recounted("١٢ شخصا") == "١٥ شخصا"
    assert swapped("Chad beat Mali, and Mali knew it", "Chad", "Mali") == "Mali beat Chad, and Chad knew it"
    assert names_in(Wording("talks between France and North Macedonia began", "en")) == ["France", "North Macedonia"]
    assert names_in(Wording("وصل الوفد من فرنسا إلى تونس", "ar")) == ["فرنسا", "تونس"]
    assert names_in(Wording("法国击败德国", "zh")) == ["法国", "德国"]


def test_every_edit_differs_from_its_text_and_comes_again():
    corpus = {
        "1": Wording("Today the team of France has beaten the team of Spain", "en"),
        "2": Wording("Yesterday 300 people left Chad on foot", "en"),
        "3": Wording("no limits", "en"),
    }
    made = edits(corpus)
    assert made == edits(corpus)
    assert all(one.wording.text != corpus[one.origin].text for one in made)
    assert {(one.kind, one.origin) for one in made} == {
        (Edit.NEGATED, "1"),
        (Edit.ROLE_SWAP, "1"),
        (Edit.ENTITY, "1"),
        (Edit.NEGATED, "2"),
        (Edit.NUMBER, "2"),
        (Edit.ENTITY, "2"),
    }


def test_the_pool_finds_by_meaning_and_by_words_as_the_newsroom_does():
    engine = default_engine()
    texts = {
        "far": Wording("the orchestra lost its conductor", "en"),
        "meaning": Wording("سيبقى الميناء مفتوحا في الشتاء", "ar"),
        "words": Wording("harbour", "en"),
    }
    pool = Pool(dict(zip(texts, engine.prepare(list(texts.values())), strict=True)), engine)
    [asked] = engine.prepare([Wording("the harbour stays open", "en")])
    found = [pool.ids[place] for place in pool.candidates(asked, frozenset())]
    assert set(found[:2]) == {"meaning", "words"}
    assert "meaning" not in [pool.ids[place] for place in pool.candidates(asked, frozenset({"meaning"}))]


def test_trigrams_are_those_of_postgresql():
    assert trigrams("cat's") == {"  c", " ca", "cat", "at ", "  s", " s "}
    assert shared(trigrams("word"), trigrams("two words")) == pytest.approx(4 / 11)


def test_peers_prefer_shared_letters_and_words():
    texts = [
        Wording("the harbour stays open", "en"),
        Wording("the harbour is open", "en"),
        Wording("wheat and oil", "en"),
    ]
    letters, words = islice(peers(texts), 2)
    assert (letters.name, words.name) == ("character trigrams", "BM25")
    for peer in (letters, words):
        near, far = peer.score(0, [1, 2])
        assert near > 5 * far


def test_figures_are_those_of_their_definitions():
    assert recall_at([[True, False, True], [False]], [2, 1], 2) == pytest.approx(0.25)
    assert mean_reciprocal_rank([[False, True], [False], [True]]) == pytest.approx(0.5)
    assert map_at([[True, False, True]], [2], 5) == pytest.approx((1 + 2 / 3) / 2)
    assert best_f1([0.9, 0.8, 0.1], [True, False, True]) == pytest.approx(0.8)
    # One threshold cannot part equal scores.
    assert best_f1([0.5, 0.5], [True, False]) == pytest.approx(2 / 3)
    assert auc([0.9, 0.1], [True, False]) == 1
    assert average_precision([0.9, 0.8, 0.7], [True, False, True]) == pytest.approx((1 + 2 / 3) / 2)
    for order in ([True, False], [False, True]):
        assert average_precision([0.9, 0.9], order) == 0.5


def test_reliability_says_how_far_probabilities_are_off():
    told = series("pool", [(0.95, True), (0.95, False), (0.05, False), (1.0, True)])
    assert [(one.low, one.count) for one in told.bins] == [(0.0, 1), (0.9, 3)]
    assert told.bins[1].observed == pytest.approx(2 / 3)
    assert told.error == pytest.approx((1 * 0.05 + 3 * abs(2.9 / 3 - 2 / 3)) / 4)
