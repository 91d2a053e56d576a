"""PURE. Labelled articles as people write them: a text with its attributions marked in place.

    id: en-harbour-01
    language: en
    published: 2024-05-14
    ===
    @title
    Port to close for repairs

    The port will shut for a month, {1s the harbour master} {1c said} on Monday. {1q “We have no choice,”} {1s she} ...
    ===
    1 indirect said=2024-05-13 relay=posted:Telegram

`{1q words}` marks words of attribution 1 in one role: `s` who speaks, as named at this place; `c` the cue; `q` what is
reported, with its marks and its "that"; `n` the mention elsewhere in the article that says who it is, where `s` is a
pronoun or a title. `{1s,2s words}` marks for two. Marks nest. A paragraph may begin with a line `@title`, `@heading`,
`@caption` or `@chrome`; all others are body. After the text stands one line for each attribution: its number, its kind
(direct, mixed, indirect), and if known the day, month or year it was said on, and its relay hops from utterer to
outlet, each `kind:actor`, inferred ones with a question mark.
"""

import re
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from quotes.management.benches.refusing import BenchRefusedError
from sources.text import BlockKind

ROLES: Final = {"s": "source", "c": "cue", "q": "content", "n": "names"}
KINDS: Final = frozenset({"direct", "mixed", "indirect"})
RELAYS: Final = frozenset({"said", "posted", "reported", "translated"})
OPENING: Final = re.compile(r"\{((?:[1-9]\d*[scqn],)*[1-9]\d*[scqn]) ")
BLOCK: Final = re.compile(r"@(\w+)\n")
SAID: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Span = list[int]


@dataclass
class _Marked:
    """A text without its marks, and what they said."""

    text: str = ""
    roles: dict[int, dict[str, list[Span]]] = field(default_factory=dict)


def read_article(source: str, *, name: str) -> dict[str, Any]:
    """One labelled article as a row of the documented JSONL; `BenchRefusedError` says in which file what is wrong."""
    try:
        return _article(source)
    except ValueError as error:
        raise BenchRefusedError(f"{name}: {error}") from error


def _article(source: str) -> dict[str, Any]:
    parts = re.split(r"^===\n", source.replace("\r\n", "\n"), flags=re.M)
    if len(parts) != 3:
        raise ValueError("an article has three parts: facts, text, attributions, with a line === between them")
    facts = dict(_fact(line) for line in parts[0].splitlines() if line.strip())
    if "id" not in facts or "language" not in facts:
        raise ValueError("the facts name id and language")
    marked, blocks = _blocks(parts[1].strip("\n"))
    attributions = [_attribution(line, marked) for line in parts[2].splitlines() if line.strip()]
    described = {number for number, _ in attributions}
    if described != set(marked.roles) or len(described) != len(attributions):
        raise ValueError(f"marked are {sorted(marked.roles)}, described {[number for number, _ in attributions]}")
    return {**facts, "text": marked.text, "blocks": blocks, "quotes": [quote for _, quote in attributions]}


def _fact(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon or key not in {"id", "language", "published", "title"}:
        raise ValueError(f"no fact: {line[:60]}")
    return key, value.strip()


def _blocks(body: str) -> tuple[_Marked, list[dict[str, Any]]]:
    """The paragraphs joined by blank lines, and their kinds."""
    marked = _Marked()
    blocks: list[dict[str, Any]] = []
    for paragraph in re.split(r"\n{2,}", body):
        kind, words = "body", paragraph
        if found := BLOCK.match(paragraph):
            kind, words = found.group(1), paragraph[found.end() :]
        if kind not in get_args(BlockKind):
            raise ValueError(f"no kind of block: @{kind}")
        marked.text += "\n\n" if blocks else ""
        start = len(marked.text)
        _unmark(words, marked)
        blocks.append({"kind": kind, "start": start, "end": len(marked.text)})
    return marked, blocks


def _unmark(words: str, marked: _Marked) -> None:
    open_marks: list[tuple[str, int]] = []
    position = 0
    while position < len(words):
        if found := OPENING.match(words, position):
            open_marks.append((found.group(1), len(marked.text)))
            position = found.end()
            continue
        if words[position] == "{" or (words[position] == "}" and not open_marks):
            raise ValueError(f"a brace that marks nothing: …{words[max(0, position - 20) : position + 20]}…")
        if words[position] == "}":
            _close(*open_marks.pop(), marked)
        else:
            marked.text += words[position]
        position += 1
    if open_marks:
        raise ValueError(f"a mark is not closed in its paragraph: {{{open_marks[0][0]} …")


def _close(names: str, start: int, marked: _Marked) -> None:
    words = marked.text[start:]
    if words != words.strip() or not words:
        raise ValueError(f"a mark holds blanks at its edge: {words!r}")
    for name in names.split(","):
        roles = marked.roles.setdefault(int(name[:-1]), {})
        roles.setdefault(ROLES[name[-1]], []).append([start, len(marked.text)])


def _attribution(line: str, marked: _Marked) -> tuple[int, dict[str, Any]]:
    number, kind, *more = line.split()
    if kind not in KINDS or not number.isdigit():
        raise ValueError(f"no attribution: {line[:60]}")
    roles = marked.roles.get(int(number), {})
    if not roles.get("content"):
        raise ValueError(f"attribution {number} has no words marked q")
    quote: dict[str, Any] = {role: sorted(roles.get(role, [])) for role in ROLES.values()}
    quote["kind"] = kind
    for word in more:
        key, _, value = word.partition("=")
        quote |= _detail(key, value.replace("_", " "))
    return int(number), quote


def _detail(key: str, value: str) -> dict[str, Any]:
    if key == "said" and SAID.fullmatch(value):
        return {"said_on": value}
    if key == "relay" and value:
        return {"relay": [_hop(hop) for hop in value.split(">")]}
    raise ValueError(f"neither said=DAY nor relay=KIND:ACTOR: {key}={value}")


def _hop(hop: str) -> dict[str, str]:
    kind, _, actor = hop.rstrip("?").partition(":")
    if kind not in RELAYS or not actor:
        raise ValueError(f"no hop of a relay: {hop}")
    return {"kind": kind, "actor": actor, "basis": "inferred" if hop.endswith("?") else "stated"}
