"""PURE. A reading's result as JSON and back, whole for the reader's answer and in parts for the saved copy. What comes
back from a reader that a hostile file may have taken over is checked value by value: nothing but the shapes below is
believed."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, cast, get_args

from sources import text, unread
from sources.addresses import AddressRefused, canonical_address
from sources.feed_entries import Entry, FeedRead, NotAFeed
from sources.metadata.facts import Found, Metadata, Origin, Precision, When
from sources.pretence_reasons import PRETENCES
from sources.text import Block, BlockKind, Decoded, TextRefused
from sources.unread import Unread

KINDS: Final = frozenset(get_args(BlockKind))
ORIGINS: Final = frozenset(get_args(Origin))
PRECISIONS: Final = frozenset(get_args(Precision))
REFUSALS: Final[dict[str, type[TextRefused]]] = {
    name: kind for name, kind in vars(text).items() if isinstance(kind, type) and issubclass(kind, TextRefused)
} | {"NotAFeed": NotAFeed}
WORDS: Final = ("title", "publication", "language", "canonical_address", "image")
TIMES: Final = ("published", "modified")
T = TypeVar("T")


class NotUnderstood(Exception):
    """An answer of another shape."""


def packed(result: Decoded | FeedRead | TextRefused) -> bytes:
    if isinstance(result, FeedRead):
        return _bytes({"feed": _of_feed(result)})
    if isinstance(result, TextRefused):
        return _bytes({"refused": type(result).__name__, "params": result.params})
    return _bytes(
        {
            "text": result.text,
            "blocks": [[block.kind, block.start, block.end, *(block.at or ())] for block in result.blocks],
            "read": [result.charset, result.extractor, result.version],
            "unread": of_unread(result.unread),
            "metadata": of_metadata(result.metadata),
            "pretence": result.pretence,
        }
    )


def unpacked(answer: bytes) -> Decoded | FeedRead | TextRefused:
    """The result that `answer` holds; `NotUnderstood` where it holds none."""
    try:
        return _unpacked(json.loads(answer))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, AddressRefused) as error:
        raise NotUnderstood from error


def of_unread(parts: Iterable[Unread]) -> list[list[Any]]:
    return [[type(one).__name__, one.params] for one in parts]


def unread_of(values: list[list[Any]]) -> tuple[Unread, ...]:
    return tuple(unread.KINDS[name](_params(params)) for name, params in values)


def of_metadata(metadata: Metadata) -> dict[str, Any]:
    found: dict[str, Any] = {name: _pair(getattr(metadata, name)) for name in WORDS}
    for name in TIMES:
        moment = getattr(metadata, name)
        found[name] = moment and [moment.value.value, moment.value.precision, moment.origin]
    found["authors"] = [_pair(one) for one in metadata.authors]
    found["notices"] = [_pair(one) for one in metadata.notices]
    found["other_languages"] = metadata.other_languages
    return {name: value for name, value in found.items() if value}


def metadata_of(values: dict[str, Any]) -> Metadata:
    facts: dict[str, Any] = {name: _found(values[name]) for name in WORDS if name in values}
    facts |= {name: _moment(values[name]) for name in TIMES if name in values}
    return Metadata(
        **facts,
        authors=tuple(_found(one) for one in values.get("authors", ())),
        notices=tuple(_found(one) for one in values.get("notices", ())),
        other_languages=tuple((_string(code), _string(address)) for code, address in values.get("other_languages", ())),
    )


def _of_feed(read: FeedRead) -> dict[str, Any]:
    entries = [[one.identity, one.address, one.title, one.dated and one.dated.isoformat()] for one in read.entries]
    return {
        "title": read.title,
        "entries": entries,
        "useless": read.useless,
        "minutes": read.minutes,
        "offered": read.offered,
    }


def _feed(values: dict[str, Any]) -> FeedRead:
    entries = tuple(
        Entry(
            text.clean(_string(identity)),
            _address(address),
            text.clean(_string(title)),
            None if dated is None else datetime.fromisoformat(_string(dated)).astimezone(UTC),
        )
        for identity, address, title, dated in values["entries"]
    )
    offered = tuple((_address(address), text.clean(_string(title))) for address, title in values["offered"])
    useless, minutes = _whole(values["useless"]), _whole(values["minutes"])
    return FeedRead(text.clean(_string(values["title"])), entries, useless, minutes, offered)


def _address(value: object) -> str:
    """An address in its canonical form, as the reader gives it."""
    address = _string(value)
    if canonical_address(address) != address:
        raise NotUnderstood
    return address


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _pair(found: Found[str] | None) -> list[str] | None:
    return None if found is None else [found.value, found.origin]


def _unpacked(answer: dict[str, Any]) -> Decoded | FeedRead | TextRefused:
    if "refused" in answer:
        return REFUSALS[answer["refused"]](**_params(answer["params"]))
    if "feed" in answer:
        return _feed(answer["feed"])
    words = _string(answer["text"])
    if text.clean(words) != words:
        raise NotUnderstood
    charset, extractor, version = map(_string, answer["read"])
    return Decoded(
        words,
        _blocks(answer["blocks"], len(words)),
        charset[:40],
        extractor[:40],
        version[:20],
        unread_of(answer["unread"]),
        metadata_of(answer["metadata"]),
        None if answer["pretence"] is None else _one_of(answer["pretence"], PRETENCES),
    )


def _blocks(values: list[list[Any]], length: int) -> tuple[Block, ...]:
    blocks = []
    before = 0
    for kind, start, end, *at in values:
        if not before <= _whole(start) < _whole(end) <= length or len(at) not in (0, 2):
            raise NotUnderstood
        before = end
        time = (float(at[0]), float(at[1])) if at else None
        blocks.append(Block(cast("BlockKind", _one_of(kind, KINDS)), start, end, time))
    return tuple(blocks)


def _found(value: list[Any]) -> Found[str]:
    words, origin = value
    return Found(text.clean(_string(words)), cast("Origin", _one_of(origin, ORIGINS)))


def _moment(value: list[Any]) -> Found[When]:
    written, precision, origin = value
    moment = When(_string(written), cast("Precision", _one_of(precision, PRECISIONS)))
    if not moment.days or (moment.precision == "time" and len(moment.value) < 16):
        raise NotUnderstood
    return Found(moment, cast("Origin", _one_of(origin, ORIGINS)))


def _params(values: dict[str, Any]) -> dict[str, str | int]:
    if not all(isinstance(name, str) and isinstance(value, str | int) for name, value in values.items()):
        raise NotUnderstood
    return {name: value[:200] if isinstance(value, str) else value for name, value in values.items()}


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise NotUnderstood
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise NotUnderstood
    return value


def _one_of(value: object, allowed: frozenset[str] | tuple[str, ...]) -> str:
    if value not in allowed:
        raise NotUnderstood
    return str(value)
