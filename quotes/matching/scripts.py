"""The script that a text is written in, as ISO 15924 codes; Han is always `Hans`, whichever variant it is."""

from bisect import bisect_right
from collections import Counter

UNKNOWN = "Zyyy"

# First code point, last code point, script. Enough to tell apart the scripts that newsrooms quote; sorted.
_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x41, 0x5A, "Latn"),
    (0x61, 0x7A, "Latn"),
    (0xC0, 0x24F, "Latn"),
    (0x370, 0x3FF, "Grek"),
    (0x400, 0x52F, "Cyrl"),
    (0x531, 0x58F, "Armn"),
    (0x5D0, 0x5F2, "Hebr"),
    (0x620, 0x6D5, "Arab"),
    (0x6EE, 0x77F, "Arab"),
    (0x8A0, 0x8C9, "Arab"),
    (0x900, 0x97F, "Deva"),
    (0xE00, 0xE7F, "Thai"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x3040, 0x30FF, "Jpan"),
    (0x3400, 0x4DBF, "Hans"),
    (0x4E00, 0x9FFF, "Hans"),
    (0xAC00, 0xD7A3, "Hang"),
    (0xF900, 0xFAFF, "Hans"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
    (0x20000, 0x323AF, "Hans"),
)
_STARTS = [first for first, _, _ in _RANGES]

# Written without spaces between words: their unit is the character.
UNSPACED = frozenset({"Hans", "Jpan", "Thai"})


def script_of_character(character: str) -> str:
    """Return the script of one code point, `Zyyy` where it belongs to none or to all."""
    code = ord(character)
    position = bisect_right(_STARTS, code) - 1
    if position < 0:
        return UNKNOWN
    _, last, script = _RANGES[position]
    return script if code <= last else UNKNOWN


def script_of(text: str) -> str:
    """Return the script of most letters of `text`; a tie goes to the alphabetically first, so that it is stable."""
    counts = Counter(script_of_character(character) for character in text)
    counts.pop(UNKNOWN, None)
    if not counts:
        return UNKNOWN
    # Kana mark a text as Japanese although most of its characters may be Han.
    if counts.get("Jpan"):
        counts["Jpan"] += counts.pop("Hans", 0)
    return min(counts, key=lambda script: (-counts[script], script))
