"""The Arabic catalogue is complete, in step with the sources, and keeps the house's words."""

import re
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.i18n.extracting import messages_of_sources

PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
MARKUP = re.compile(r"</?\w+[^>]*>")
FIRST_FORM_THAT_NEEDS_ITS_NUMBER = 3
"""Arabic counts none, one and two by the word itself; from three on the number stands beside it."""


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def source_texts(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def arabic_texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def name_of(message: Message) -> str:
    return f"[{message.context}] {source_texts(message)[0]}"


def test_every_word_of_the_sources_is_in_the_catalogue_and_no_other(catalogue: Catalog) -> None:
    sources = messages_of_sources()
    known = {
        (message.context, message.id if isinstance(message.id, str) else tuple(message.id))
        for message in messages(catalogue)
    }
    remedy = "Run `manage.py makemessages -l ar --add-location file --no-obsolete` and translate what is new."
    assert {text: path for text, path in sources.items() if text not in known} == {}, remedy
    assert known - set(sources) == set(), remedy


def test_nothing_is_untranslated_fuzzy_or_obsolete(catalogue: Catalog) -> None:
    assert [name_of(message) for message in messages(catalogue) if not all(arabic_texts(message))] == []
    assert [name_of(message) for message in messages(catalogue) if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_counted_words_have_all_six_forms(catalogue: Catalog) -> None:
    assert catalogue.num_plurals == 6
    assert [name_of(m) for m in messages(catalogue) if m.pluralizable and len(arabic_texts(m)) != 6] == []


def test_babel_finds_no_error(catalogue: Catalog) -> None:
    assert [(name_of(message), [str(error) for error in errors]) for message, errors in catalogue.check()] == []


def test_placeholders_are_those_of_the_source(catalogue: Catalog) -> None:
    wrong = [
        (name_of(message), text)
        for message in messages(catalogue)
        for form, text in enumerate(arabic_texts(message))
        if not placeholders_agree(message, form, text)
    ]
    assert wrong == []


def placeholders_agree(message: Message, form: int, text: str) -> bool:
    wanted = sorted(PLACEHOLDER.findall(source_texts(message)[-1]))
    given = sorted(PLACEHOLDER.findall(text))
    if message.pluralizable and form < FIRST_FORM_THAT_NEEDS_ITS_NUMBER:
        return set(given) <= set(wanted)
    return given == wanted


def test_markup_is_that_of_the_source(catalogue: Catalog) -> None:
    wrong = [
        (name_of(message), text)
        for message in messages(catalogue)
        for text in arabic_texts(message)
        if sorted(MARKUP.findall(text)) != sorted(MARKUP.findall(source_texts(message)[0]))
    ]
    assert wrong == []


@pytest.mark.parametrize("latin", [",", ";", "?", '"', "“", "”"])
def test_punctuation_is_arabic(catalogue: Catalog, latin: str) -> None:
    wrong = [text for m in messages(catalogue) for text in arabic_texts(m) if latin in MARKUP.sub("", text)]
    assert wrong == []


@pytest.mark.parametrize(
    ("never", "unless", "instead"),
    [
        (r"متحدث", r"متحدثاً باسم", "القائل"),
        (r"اقتباس|مقتبس", r"$^", "تصريح"),
        (r"ادعاء|زعم", r"تدقيق(ات)? خارجية? لادعاء(ات)?", "مقولة"),
    ],
)
def test_misleading_words_are_avoided(catalogue: Catalog, never: str, unless: str, instead: str) -> None:
    """«المتحدث» is a spokesman, «اقتباس» excludes reported speech, «ادعاء» implies doubt."""
    wrong = [
        (text, instead)
        for message in messages(catalogue)
        for text in arabic_texts(message)
        if re.search(never, re.sub(unless, "", text))
    ]
    assert wrong == []


def test_words_without_a_context_are_django_s(catalogue: Catalog) -> None:
    """Catalogues are merged into one: a word of ours without a context could come from, or go to, another library."""
    djangos = words_of_django()
    ours = [name_of(m) for m in messages(catalogue) if m.context is None and source_texts(m)[0] not in djangos]
    assert ours == []


def words_of_django() -> set[str]:
    words: set[str] = set()
    for path in Path(django.__file__).parent.rglob("locale/en/LC_MESSAGES/*.po"):
        with path.open("rb") as lines:
            words |= {source_texts(message)[0] for message in read_po(lines) if message.id}
    return words


def test_header_names_no_person_and_no_address(catalogue: Catalog) -> None:
    header = dict(catalogue.mime_headers)
    assert header["Last-Translator"] == "Verbatim"
    assert header["Language"] == "ar"
    assert "@" not in " ".join(header.values())
