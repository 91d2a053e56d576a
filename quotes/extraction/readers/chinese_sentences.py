"""PURE. Chinese sentences: a quotation that ends with its own full stop goes on in `他说。` behind it."""

from collections.abc import Collection, Sequence
from typing import Final

from quotes.extraction.quoted import Quoted
from quotes.extraction.readers.chinese_cues import CueReader
from quotes.extraction.sentences import Sentence, sentences_in

SHORTEST_STATEMENT: Final = 8


def sentences_with_speaker(
    text: str, paragraph: tuple[int, int], quoted: Sequence[Quoted], abbreviations: Collection[str] = ()
) -> list[Sentence]:
    """The sentences of one paragraph; words in marks and the attribution that follows them are one."""
    found: list[Sentence] = []
    for sentence in sentences_in(text, paragraph, quoted, abbreviations):
        if found and all(item.kind == "quoted" for item in found[-1].items):
            together = _together(text, found[-1], sentence)
            if _names_speaker(CueReader(together)):
                found[-1] = together
                continue
        found.append(sentence)
    return _with_scenes(text, found)


def _names_speaker(reader: CueReader) -> bool:
    cues = reader.cues()
    return any(cue.front for cue in cues) or reader.says_so() is not None or (not cues and reader.acts_between())


def _with_scenes(text: str, sentences: list[Sentence]) -> list[Sentence]:
    """Words in marks right behind a sentence in which somebody acts and nobody speaks are that person's."""
    found: list[Sentence] = []
    for sentence in sentences:
        if found and all(item.kind == "quoted" for item in sentence.items) and _is_scene(found[-1], sentence):
            found[-1] = _together(text, found[-1], sentence)
        else:
            found.append(sentence)
    return found


def _is_scene(scene: Sentence, quoted: Sentence) -> bool:
    if any(item.kind == "quoted" for item in scene.items) or quoted.end - quoted.start < SHORTEST_STATEMENT:
        return False
    reader = CueReader(scene)
    return not reader.cues() and reader.first_actor() is not None


def _together(text: str, one: Sentence, other: Sentence) -> Sentence:
    return Sentence(one.start, other.end, one.items + other.items, text)
