"""Sentence frames: names in their slots as six languages write them, and who does what to whom."""

import json
import random
from pathlib import Path

import pytest

from quotes.matching.scoring import Content
from quotes.matching.training.frames import Filling, filled, frame_pairs

FRAMES = Path(__file__).parent / "pairs" / "frames"
NAMES = json.loads((FRAMES / "names.json").read_text(encoding="utf-8"))
MAYOR, GOVERNOR = NAMES["office"][0], NAMES["office"][1]
NORWAY, GERMANY = NAMES["country"][0], NAMES["country"][3]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("{A} sued {B}.", "en", "The mayor sued the governor."),
        ("{B} was sued by {A}.", "en", "The governor was sued by the mayor."),
        ("دعوى {A} ضد {B}", "ar", "دعوى رئيس البلدية ضد المحافظ"),
        ("مكافأة ل{B}", "ar", "مكافأة للمحافظ"),
        ("Иск {A:gen} к {B:dat}.", "ru", "Иск мэра к губернатору."),
        ("La plainte de {A} contre {B}.", "fr", "La plainte du maire contre le gouverneur."),
        ("Une amende à {B}.", "fr", "Une amende au gouverneur."),
        ("La demanda de {A} a {B}.", "es", "La demanda del alcalde al gobernador."),
        ("{A}起诉{B}", "zh", "市长起诉省长"),
        ("{A} owes {N} percent.", "en", "The mayor owes 7 percent."),
    ],
)
def test_names_stand_in_their_slots_as_the_language_writes_them(text: str, language: str, told: str) -> None:
    assert filled(text, language, Filling(MAYOR, GOVERNOR, 7)) == told


def test_what_melts_with_an_article_leaves_names_without_one_alone() -> None:
    filling = Filling(NORWAY, GERMANY, 7)
    assert filled("L'accord de {A} profite à {B}.", "fr", filling) == "L'accord de la Norvège profite à l'Allemagne."
    assert filled("منحة ل{A} لالتزامها أمام {B}", "ar", filling) == "منحة للنرويج لالتزامها أمام ألمانيا"


def test_swapped_roles_never_count_as_the_same(tmp_path: Path) -> None:
    frame = {
        "id": "t-1",
        "slots": "country",
        "same": {"en": ["{A} sued {B}.", "{B} was sued by {A}."]},
        "opposed": {"en": ["{A} thanked {B}.", "{B} was thanked by {A}."]},
    }
    (tmp_path / "names.json").write_text(json.dumps(NAMES, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "t.jsonl").write_text(json.dumps(frame) + "\n", encoding="utf-8")
    english = {country["en"] for country in NAMES["country"]}

    def claimed(text: str) -> tuple[str, str, str]:
        one, other = sorted((name for name in english if name in text), key=text.index)
        verb = "sued" if "sued" in text else "thanked"
        return (other, verb, one) if " by " in text else (one, verb, other)

    pairs = list(frame_pairs(tmp_path, 40, random.Random(1)))

    assert {pair.content for pair in pairs} == {Content.SAME, Content.OPPOSED}
    for pair in pairs:
        agree = claimed(pair.first.text) == claimed(pair.second.text)
        assert agree == (pair.content == Content.SAME), pair
        assert pair.group == "t-1"


def test_a_folder_without_frames_gives_no_pairs(tmp_path: Path) -> None:
    assert list(frame_pairs(tmp_path / "none", 3, random.Random(1))) == []


def test_every_frame_of_ours_can_be_filled_and_keeps_both_names() -> None:
    paths = sorted(FRAMES.glob("*.jsonl"))
    assert paths
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            frame = json.loads(line)
            one, other = NAMES[frame["slots"]][2:4]
            for kind in ("same", "opposed", "swapped"):
                for language, texts in frame.get(kind, {}).items():
                    for text in texts:
                        told = filled(text, language, Filling(one, other, 7))
                        assert "{" not in told, (frame["id"], text)
                        assert "{A" in text, (frame["id"], text)
                        assert "{B" in text, (frame["id"], text)
