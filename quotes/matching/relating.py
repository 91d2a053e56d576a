"""Pairs of quotations as lines of JSON: read with clear errors, compared in batches, written with probabilities.

A line: {id, text1, lang1, speaker1, said1, text2, lang2, speaker2, said2}, and if wanted clause1 and clause2, the
reporting clauses around the words. Only the texts must be there. `said` is an ISO date or [first, last possible day];
a speaker is a name as printed. A line of a labelled set also names what the pair is (see `docs/matching.md`).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from quotes.matching.engine import Comparison, Engine, Prepared, Wording
from quotes.matching.names import same_speaker
from quotes.matching.normalise import fold
from quotes.matching.normalise import shadow as shadow_of
from quotes.matching.relations import Relation
from quotes.matching.scripts import script_of
from quotes.matching.tokens import tokenise
from quotes.matching.wordings import REFUSALS, Interval, Refusal, Unmatchable, refusal_of

BATCH = 64
MOST_CHARACTERS_OF_A_LINE = 1_000_000

_OF_A_SIDE = ("text", "lang", "speaker", "said", "clause")
FIELDS = frozenset({"id", *(f"{name}{side}" for name in _OF_A_SIDE for side in (1, 2))})
# What a labelled set says beside it.
LABELS = frozenset({"relation", "wording", "trap", "topic"})

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BY_SCRIPT = {"Arab": "ar", "Cyrl": "ru", "Hans": "zh", "Jpan": "ja", "Hang": "ko", "Hebr": "he", "Grek": "el"}
# Words that only one of the languages of the Latin script uses, and uses all the time.
_COMMON_WORDS = {
    "en": "the of and to is that it for with not are was will have has be this we they there no by from on an",
    "fr": "le la les des du et est que qui ne pas dans pour une sur au aux ce nous vous il elle sont avec sans plus",
    "es": "el los las del y es que no una por para con se su como más pero hay son está sin muy todo al lo",
    "de": "der die das und ist nicht ein eine zu den mit von auf für wir sie es im dem des sich auch",
    "it": "il lo gli di è che non una per con si sono della del dei delle nel alla più ha",
    "pt": "o os as do da e é que não uma por para com se em no na dos das mais são ao",
}
_COMMON = {language: frozenset(fold(words).split()) for language, words in _COMMON_WORDS.items()}


class BadPairError(ValueError):
    """A line that is no pair; the message is a sentence for whoever wrote the file."""


@dataclass(frozen=True, slots=True)
class GivenPair:
    """One pair to compare.

    `same_speaker` is None where a speaker is unknown; `guessed` holds languages by field, `ignored` the fields of the
    line that mean nothing here.
    """

    id: str | int
    first: Wording
    second: Wording
    same_speaker: bool | None
    guessed: Mapping[str, str]
    ignored: tuple[str, ...] = ()


def read_pair(line: bytes, number: int) -> GivenPair:
    """Read one line; a pair without id is known by the number of its line. Raises BadPairError."""
    row = _row(line)
    identity = row.get("id")
    if identity is None:
        identity = number
    if isinstance(identity, bool) or not isinstance(identity, str | int) or not _is_text(str(identity)):
        raise BadPairError("“id” must be a text or a whole number.")
    guessed: dict[str, str] = {}
    speakers = [_speaker(row, side) for side in (1, 2)]
    known = all(fold(name) for name in speakers)
    same = same_speaker(*speakers) if known else None
    first, second = (_wording(row, side, bool(fold(speakers[side - 1])), same, guessed) for side in (1, 2))
    ignored = tuple(name for name in row if name not in FIELDS and name not in LABELS and _is_text(name))
    return GivenPair(identity, first, second, same, guessed, ignored)


def row_id(line: bytes, number: int) -> str | int:
    """Return the id of a line as far as it has one, else its number: for naming a line that is no pair."""
    try:
        identity = _row(line).get("id")
    except BadPairError:
        return number
    usable = isinstance(identity, str | int) and not isinstance(identity, bool) and _is_text(str(identity))
    return identity if usable and identity is not None else number


def guess_language(text: str) -> str:
    """Return the language that the script of a text suggests; among those of the Latin script its common words."""
    script = script_of(fold(text))
    if script != "Latn":
        return _BY_SCRIPT.get(script, "und")
    words = Counter(token.text for token in tokenise(shadow_of(text)))
    votes = {language: sum(words[word] for word in common) for language, common in _COMMON.items()}
    return max(votes, key=lambda language: votes[language])


def compared(pairs: Iterable[GivenPair], engine: Engine) -> Iterator[tuple[GivenPair, Comparison]]:
    """Compare pairs in batches, in their order."""
    waiting = iter(pairs)
    while batch := list(islice(waiting, BATCH)):
        prepared = engine.prepare([wording for pair in batch for wording in (pair.first, pair.second)])
        usable = [_usable(one) for one in prepared]
        both = list(zip(usable[::2], usable[1::2], strict=True))
        yield from zip(batch, engine.compare_pairs(both), strict=True)


def answer(pair: GivenPair, comparison: Comparison) -> dict[str, Any]:
    """Return what is written for a pair: plain values, probabilities with four digits.

    `relation` is the most probable of all six. `probability` is that an editor should see the pair, `flagged` whether
    it passes the default threshold, `same_meaning` that both say the same. `direction` is "forward" where the first was
    said before the second, null where the dates do not tell. Offsets of the evidence are code points into the texts
    (or clauses: see "of").
    """
    evidence = comparison.evidence.to_json()
    for reason, shown in zip(comparison.evidence.reasons, evidence["reasons"], strict=True):
        shown["sentence"] = reason.sentence
    return {
        "id": pair.id,
        "relation": comparison.relations[0][0].value,
        "wording": comparison.wording.value,
        "probabilities": {relation.value: _rounded(dict(comparison.relations)[relation]) for relation in Relation},
        "probability": _rounded(comparison.probability),
        "same_meaning": _rounded(comparison.same_meaning),
        "flagged": comparison.flagged,
        "strength": comparison.strength.value,
        "direction": comparison.direction,
        "same_speaker": pair.same_speaker,
        "guessed_languages": dict(pair.guessed),
        "evidence": evidence,
    }


def _rounded(probability: float) -> float:
    return round(float(probability), 4)


def _usable(one: Prepared | Unmatchable) -> Prepared:
    """What `read_pair` let through is matchable; a text that an encoder refuses all the same is a bad pair."""
    if isinstance(one, Unmatchable):
        raise BadPairError(f"A text cannot be matched: {one.sentence}")
    return one


def _row(line: bytes) -> dict[str, Any]:
    if len(line) > MOST_CHARACTERS_OF_A_LINE:
        raise BadPairError("The line is longer than a million bytes: no pair of quotations is.")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadPairError("This is not UTF-8. Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadPairError("This is not JSON. Each line must be one object in braces.") from error
    if not isinstance(row, dict):
        raise BadPairError("This is not an object in braces: {“text1”: …, “text2”: …}.")
    return row


def _is_text(text: str) -> bool:
    return bool(text) and not any("\ud800" <= character <= "\udfff" for character in text)


def _speaker(row: Mapping[str, Any], side: int) -> str:
    name = row.get(f"speaker{side}")
    if name is None:
        return ""
    if not isinstance(name, str):
        raise BadPairError(f"“speaker{side}” must be a name, or be left out.")
    return name


def _wording(row: Mapping[str, Any], side: int, named: bool, same: bool | None, guessed: dict[str, str]) -> Wording:
    text, clause = _text(row, f"text{side}"), row.get(f"clause{side}")
    if clause is not None and not isinstance(clause, str):
        raise BadPairError(f"“clause{side}” must be a text, or be left out.")
    speakers = frozenset({1 if same else side}) if named else frozenset[int]()
    return Wording(text, _language(row, side, text, guessed), clause or None, speakers, _said(row, f"said{side}"), side)


def _text(row: Mapping[str, Any], field: str) -> str:
    text = row.get(field)
    if text is None:
        raise BadPairError(f"“{field}” is missing: every pair needs both texts.")
    if not isinstance(text, str):
        raise BadPairError(f"“{field}” must be a text.")
    refusal = refusal_of(text)
    if refusal is not None:
        raise BadPairError(f"“{field}” cannot be matched: {_sentence(refusal)}")
    return text


def _sentence(refusal: Refusal) -> str:
    return Unmatchable(0, refusal, {"limit": 20_000}).sentence if refusal == Refusal.TOO_LONG else REFUSALS[refusal]


def _language(row: Mapping[str, Any], side: int, text: str, guessed: dict[str, str]) -> str:
    given = row.get(f"lang{side}")
    if given is None or given == "":
        guessed[f"lang{side}"] = guess_language(text)
        return guessed[f"lang{side}"]
    if not isinstance(given, str) or not _LANGUAGE.fullmatch(given):
        raise BadPairError(f"“lang{side}” must be a language code such as ar or en, or be left out.")
    return given


def _said(row: Mapping[str, Any], field: str) -> Interval | None:
    value = row.get(field)
    if value is None or value in ("", []):
        return None
    days: Sequence[Any] = value if isinstance(value, list) else [value, value]
    if len(days) != 2:
        raise BadPairError(f"“{field}” must be a day or [first day, last day].")
    first, last = (_day(day, field) for day in days)
    if last < first:
        raise BadPairError(f"“{field}” ends before it begins.")
    return first, last


def _day(value: Any, field: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadPairError(f"“{field}” must hold days written as 2023-02-04.") from error
