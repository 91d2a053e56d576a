"""PURE. One look over a page for the elements that carry metadata."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from sources.words import names

MOST_VALUES: Final = 20
LONGEST: Final = 2_000
NOTICE_WORDS: Final = names("correction corrections retraction clarification erratum editorsnote rectification")
WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LONGEST_NOTICE: Final = 2_000
MOST_STEPS: Final = 400
MICRODATA: Final = names("headline author publisher datepublished datemodified inlanguage image name")
OUTER_PROPERTIES: Final = names("author publisher")
READ_TAGS: Final = names("meta link script time h1 title html")


@dataclass(slots=True)
class Marks:
    """`named` holds `meta` contents by lower-case name, `microdata` values by lower-case property."""

    named: dict[str, list[str]] = field(default_factory=dict)
    microdata: dict[str, list[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    translations: list[tuple[str, str]] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    notices_seen: int = 0
    language: str = ""
    h1: str = ""
    title: str = ""


def collect(root: etree._Element) -> Marks:
    marks = Marks()
    for node in root.iter(etree.Element):
        tag = node.tag
        if tag in READ_TAGS:
            READERS[tag](marks, node)
        if node.attrib:
            _property(marks, node)
            _notice(marks, node)
            if node.get("rel") == "author" and len(marks.authors) < MOST_VALUES:
                marks.authors.append(_text(node, 200))
    return marks


def _put(values: dict[str, list[str]], name: str, value: str | None) -> None:
    if value and value.strip():
        known = values.setdefault(name, [])
        if len(known) < MOST_VALUES:
            known.append(value[:LONGEST].strip())


def _meta(marks: Marks, node: etree._Element) -> None:
    name = node.get("property") or node.get("name") or node.get("http-equiv")
    if name and len(name) < 100:
        _put(marks.named, name.strip().lower(), node.get("content"))


def _link(marks: Marks, node: etree._Element) -> None:
    rel, href = (node.get("rel") or "").lower().split(), node.get("href") or ""
    if "canonical" in rel and href.strip() and len(marks.canonical) < MOST_VALUES:
        marks.canonical.append(href[:LONGEST])
    if "alternate" in rel and node.get("hreflang") and len(marks.translations) < 100:
        marks.translations.append((node.get("hreflang") or "", href[:LONGEST]))


def _script(marks: Marks, node: etree._Element) -> None:
    if "ld+json" in (node.get("type") or "").lower() and node.text:
        marks.scripts.append(node.text)


def _time(marks: Marks, node: etree._Element) -> None:
    value = node.get("datetime")
    if value and len(marks.times) < MOST_VALUES:
        # The page marks the moment of publication; a `time` without the mark may belong to anything else.
        is_publication = "pubdate" in node.attrib or "published" in (node.get("class") or "")
        marks.times.insert(0 if is_publication else len(marks.times), value[:LONGEST])


def _h1(marks: Marks, node: etree._Element) -> None:
    marks.h1 = marks.h1 or _text(node, 500)


def _title(marks: Marks, node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None or parent.tag != "svg":
        marks.title = marks.title or _text(node, 500)


def _html(marks: Marks, node: etree._Element) -> None:
    marks.language = (node.get("lang") or node.get("xml:lang") or "")[:40]


READERS: Final = {
    "meta": _meta,
    "link": _link,
    "script": _script,
    "time": _time,
    "h1": _h1,
    "title": _title,
    "html": _html,
}


def _property(marks: Marks, node: etree._Element) -> None:
    for name in (node.get("itemprop") or "")[:200].lower().split():
        if name in MICRODATA:
            inner = "name" if name in OUTER_PROPERTIES and "itemscope" in node.attrib else ""
            _put(marks.microdata, name, _named_inside(node) if inner else _value(node))


def _named_inside(node: etree._Element) -> str:
    for number, inner in enumerate(node.iter(etree.Element)):
        if number > 50:
            break
        if "name" in (inner.get("itemprop") or "").split():
            return _value(inner)
    return _text(node, 200)


def _value(node: etree._Element) -> str:
    for name in ("content", "datetime", "src", "href"):
        if node.get(name) and not (name == "href" and node.tag == "a"):
            return str(node.get(name))
    return _text(node, 500)


def _notice(marks: Marks, node: etree._Element) -> None:
    if marks.notices_seen >= MOST_VALUES or node.tag in ("html", "body", "main", "article", "meta", "link", "script"):
        return
    name = f"{(node.get('class') or '')[:300]} {(node.get('id') or '')[:300]} {(node.get('itemprop') or '')[:300]}"
    if not NOTICE_WORDS.isdisjoint(word.lower() for word in WORD.findall(name)):
        marks.notices_seen += 1
        text = _text(node, LONGEST_NOTICE)
        if text and not any(text in known for known in marks.notices):
            marks.notices.append(text)


def _text(node: etree._Element, most: int) -> str:
    """The words inside an element: at most about `most` characters, and those of its first elements."""
    parts: list[str] = []
    length = 0
    for number, (event, inner) in enumerate(etree.iterwalk(node, events=("start", "end"))):
        if number > MOST_STEPS or length > most:
            break
        if inner is node and event == "end":
            continue
        part = inner.text if event == "start" and inner.tag not in ("script", "style") else None
        part = inner.tail if event == "end" else part
        if part:
            parts.append(part[: most + 1])
            length += len(part)
    return " ".join("".join(parts).split())[:most]
