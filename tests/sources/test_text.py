"""What was received becomes text once, and nothing of it moves afterwards."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import (
    Blank,
    Empty,
    NotInCharset,
    NotText,
    TextRefused,
    TooLarge,
    UnknownCharset,
    bytes_of,
    clean,
    decode,
)

ARABIC = "قال وزير الطرق إن الجسر «سيفتح» قريباً."
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def kinds(decoded):
    return [(block.kind, decoded.text[block.start : block.end]) for block in decoded.blocks]


def test_line_ends_become_lf_and_nothing_else_changes():
    decoded = decode("One  two\t\r\n\u00a0three\u200f\rfour\n".encode())
    assert decoded.text == "One  two\t\n\u00a0three\u200f\nfour\n"


def test_nul_and_lone_surrogates_become_the_replacement_character():
    content = b"a\x00b " + b"\xed\xa0\x80" + b" and a long enough text around it"
    assert decode(content).text == "a\ufffdb \ufffd and a long enough text around it"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (codecs.BOM_UTF8 + ARABIC.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + ARABIC.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_is_no_part_of_the_text(content, charset):
    decoded = decode(content, charset="windows-1251")
    assert (decoded.text, decoded.charset) == (ARABIC, charset)


def test_a_declared_encoding_is_read():
    assert decode(ARABIC.encode("cp1256"), charset="Windows-1256").text == ARABIC
    assert decode("Дороги открыты.".encode("cp1251"), charset="cp1251").text == "Дороги открыты."


def test_an_undeclared_one_byte_encoding_is_never_guessed():
    with pytest.raises(NotInCharset) as refused:
        decode(ARABIC.encode("cp1256"))
    assert refused.value.params == {"charset": "utf-8", "position": 0}


@pytest.mark.parametrize("charset", ["klingon", "rot13", "unicode_escape", "utf-7", "x" * 500, "\x00"])
def test_an_unknown_encoding_is_named(charset):
    with pytest.raises(UnknownCharset) as refused:
        decode(b"text", charset=charset)
    assert refused.value.params == {"charset": charset[:40]}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Empty),
        (b" \n\t\n ", Blank),
        ("\u200f\u00a0 .,؛".encode(), Blank),
        (b"\x00\x01\x02\x03" * 20, Blank),
        (b"\x89PNG\r\n\x1a\n rest", NotText),
        (b"%PDF-1.7 and more", NotText),
        (bytes(range(256)) * 8, NotText),
        (b"word\x00\x01\x02" * 50, NotText),
        (codecs.BOM_UTF16_LE + b"\x41", NotInCharset),
    ],
)
def test_what_is_no_text_is_refused(content, reason):
    with pytest.raises(reason):
        decode(content)


def test_more_than_the_limit_is_refused_with_both_sizes():
    with pytest.raises(TooLarge) as refused:
        decode(b"a" * 11, max_bytes=10)
    assert refused.value.params == {"size": 11, "limit": 10}
    assert decode(b"a" * 10, max_bytes=10).text == "a" * 10


def test_the_blocks_of_a_plain_text():
    text = (
        "Bridge opens\n\nThe bridge in the north. 4 May 2026 - AGENCY\n\n\nThe minister of roads said:\nit opens.\n \n"
        "What follows\n\nNothing follows for now."
    )
    assert kinds(decode(text.encode(), title="Bridge  opens")) == [
        ("title", "Bridge opens"),
        ("caption", "The bridge in the north. 4 May 2026 - AGENCY"),
        ("body", "The minister of roads said:\nit opens."),
        ("heading", "What follows"),
        ("body", "Nothing follows for now."),
    ]


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once_and_keeps_what_can_be_kept(text):
    once = clean(text)
    assert clean(once) == once
    assert "\r" not in once
    once.encode()
    assert "\x00" not in once


@given(ANY_TEXT)
def test_any_typed_text_is_kept_as_cleaned_or_refused(text):
    try:
        decoded = decode(bytes_of(text))
    except TextRefused:
        return
    assert decoded.text == clean(text.removeprefix("\ufeff"))


@given(ANY_TEXT)
def test_blocks_lie_in_order_inside_the_text(text):
    try:
        decoded = decode(bytes_of(text))
    except TextRefused:
        return
    at = 0
    for block in decoded.blocks:
        assert at <= block.start < block.end <= len(decoded.text)
        assert decoded.text[block.start : block.end].strip()
        at = block.end


@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_a_named_refusal(content):
    try:
        decode(content).text.encode()
    except (Empty, Blank, NotText, NotInCharset):
        return
