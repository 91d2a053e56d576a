"""What a page says in English words where Arabic is promised: outside of whatever declares another language."""

import json
import re
from html.parser import HTMLParser

SILENT = frozenset({"script", "style", "code", "kbd", "textarea"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SPOKEN = frozenset({"title", "aria-label", "placeholder", "alt", "label"})
BUTTONS = frozenset({"submit", "button", "reset"})
PHRASE = re.compile(r"[A-Z][a-z]|[a-z] [a-z]")
"""How a value of a data attribute looks that is meant for people and not for a script."""
ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")
"""Quoted words inside a sentence, kept apart from it by Unicode's isolates."""
NO_ENGLISH = re.compile(
    r"https?://\S*"
    r"|[\w.+-]+@[\w.-]+\w"
    r"|\b[0-9a-f]{64}\b"
    r"|\bU\+[0-9A-F]{4,6}\b"
    r"|\b[A-Z][A-Za-z]+/[A-Z][\w /-]+"  # a time zone
    r"|\b\w+\*{6,}|\bmd5\b"  # what is shown of a password
    r"|\b20\d\d-W\d\d\b"
    r"|\b(?:Verbatim|Wikidata|RSS|SHA-256|UTC|UTF-8|HTML|Message-ID|SSO|LDAP|Shift|Control|Command|ID)\b"
)
"""What newsrooms write in Latin letters: addresses, codes, keys, the names of techniques, our own name."""
ENGLISH = re.compile(r"[A-Za-z]{2,}")


QUOTED = re.compile("“[^”]*”")
"""Words of a quote where no element can say their language: in a title or in a text mail."""


class _Reader(HTMLParser):
    """Collects the English of one page. `open` has each open element with whether it is left alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def quiet(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang")
        quiet = tag in SILENT or (self.quiet if language is None else language != "ar")
        if not quiet or tag == "textarea":
            self._read_attributes(tag, given)
        if tag not in VOID:
            self.open.append((tag, quiet))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self._read(QUOTED.sub("", data) if self.open and self.open[-1][0] == "title" else data)

    def _read_attributes(self, tag: str, given: dict[str, str]) -> None:
        if "/admin/img/" in given.get("src", ""):  # Django's own signs, never translated
            return
        for name, value in given.items():
            if name == "data-inline-formset":
                options = json.loads(value)["options"]
                self._read(f"{options['addText']} {options['deleteText']}", f"{tag}[{name}] ")
                continue
            if name in SPOKEN or _says_something(tag, name, given):
                self._read(value, f"{tag}[{name}] ")

    def _read(self, text: str, where: str = "") -> None:
        if english_words(text):
            self.found.append(where + " ".join(text.split()))


def _says_something(tag: str, name: str, given: dict[str, str]) -> bool:
    if tag == "meta":
        return name == "content" and given.get("name") == "description"
    if tag == "input" and name == "value":
        return given.get("type") in BUTTONS
    return name.startswith("data-") and bool(PHRASE.search(given[name]))


def english_words(text: str) -> list[str]:
    """The English words of a text, without what is no English and without what is quoted in it."""
    return ENGLISH.findall(NO_ENGLISH.sub("", ISOLATED.sub("", text)))


def english_in(page: str) -> list[str]:
    """Every piece of text in a page of HTML that has an English word where Arabic is promised."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def english_lines(text: str) -> list[str]:
    """The same for plain text, line by line."""
    return [line for line in text.splitlines() if english_words(QUOTED.sub("", line))]
