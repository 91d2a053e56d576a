"""Whether words stand in quotation marks in their article. PURE.

A hint, not a law: a statement or a transcript prints what was said without marks.
"""

CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‘": "’",
    '"': '"',
    "「": "」",
    "『": "』",
    "‹": "›",
    "＂": "＂",
    "〝": "〞〟",
}
ONE_WAY = {"“": True, "„": True, "«": True, "「": True, "『": True, "”": False, "»": False, "」": False, "』": False}
"""Marks that only open (True) or only close (False), as far as one may tell without knowing the language."""


def in_marks(text: str, start: int) -> bool:
    """True where a mark that was opened before `start` is still open: in its paragraph, or, as long quotations are
    printed, paragraphs before."""
    paragraph = text.rfind("\n", 0, start) + 1
    return _open_at(text[paragraph:start]) or _opened_last(text[:start])


def _open_at(before: str) -> bool:
    expected: list[str] = []
    for place, character in enumerate(before):
        if expected and character in expected[-1] and not _inside_a_word(before, place):
            expected.pop()
        elif character in CLOSERS:
            expected.append(CLOSERS[character])
    return bool(expected)


def _inside_a_word(before: str, place: int) -> bool:
    """An apostrophe closes nothing."""
    return before[max(0, place - 1) : place].isalnum() and before[place + 1 : place + 2].isalnum()


def _opened_last(before: str) -> bool:
    return next((ONE_WAY[character] for character in reversed(before) if character in ONE_WAY), False)
