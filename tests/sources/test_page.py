"""Of a page the reader's text is kept, and it is told what belongs to the article."""

import time
import warnings
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.formats import read
from sources.text import Blank, TextRefused, bytes_of
from tests.sources.test_text import ANY_TEXT, ARABIC

LONG = "The minister of roads said that the bridge in the north of the country will open soon, number {}."


def page_of(html, **known):
    return read(html.encode(), media_type="text/html; charset=utf-8", **known)


def kinds(decoded):
    return [(block.kind, decoded.text[block.start : block.end]) for block in decoded.blocks]


def kind_of(html, words):
    return next(kind for kind, text in kinds(page_of(html)) if words in text)


def test_the_blocks_of_a_page():
    decoded = page_of("""<!doctype html><html><head><title>Unseen</title><style>p{}</style></head><body>
    <nav><ul><li>Home<li>News</ul><h2>Menu</h2></nav>
    <article><h1>Bridge &amp; road</h1><p>The  minister
    said:<br>it opens.<p>Unclosed <b>bold</b> text
    <figure><img src=x><figcaption>The bridge</figcaption></figure>
    <h2>Later</h2><script>var unseen = "<p>"</script><p dir=rtl>الجسر</p></article>
    <footer>All rights</footer></body></html>""")
    assert kinds(decoded) == [
        ("chrome", "Home"),
        ("chrome", "News"),
        ("chrome", "Menu"),
        ("title", "Bridge & road"),
        ("body", "The minister said:\nit opens."),
        ("body", "Unclosed bold text"),
        ("caption", "The bridge"),
        ("heading", "Later"),
        ("body", "الجسر"),
        ("chrome", "All rights"),
    ]
    assert (decoded.extractor, decoded.version) == ("lxml.html", "1")


def test_a_page_names_its_own_encoding_and_the_parser_does_not_decide_again():
    page = "<meta charset='windows-1256'><p>" + ARABIC
    assert read(page.encode("cp1256"), media_type="text/html").text == ARABIC
    assert read(page.encode(), media_type="text/html", charset="utf-8").text == ARABIC


def test_a_page_of_markup_alone_is_blank():
    with pytest.raises(Blank):
        page_of("<html><head><title>Only this</title></head><body><script>x</script></body>")


@pytest.mark.parametrize("ending", ["<!-- never ends", "<a href='never", "<", "</p", "<![CDATA["])
def test_a_page_that_breaks_off_is_read_up_to_there(ending):
    decoded = page_of(f"<p>The bridge opens.{ending}")
    assert decoded.text.startswith("The bridge opens.")
    assert "never" not in decoded.text


@pytest.mark.parametrize(
    "markup",
    [
        "<div role=navigation><p>{}</p></div>",
        "<div role=complementary>{}</div>",
        "<div class='post-tags'>{}</div>",
        "<div class='shareButtons'>{}</div>",
        "<section id=related-articles><p>{}</p></section>",
        "<div class='c-newsletter__form'>{}</div>",
        "<div class=ad>{}</div>",
        "<ol class=breadcrumb><li>{}</ol>",
        "<div id=comments><p>{}</p></div>",
        "<div hidden><p>{}</p></div>",
        "<div style='display: none'>{}</div>",
        "<div aria-hidden=true>{}</div>",
        "<header><p>{}</p></header>",
        "<p><a href=/b>{}</a></p>",
        "<ul><li><a href=1>{}</a><li><a href=2>Two</a><li><a href=3>Three</a><li><a href=4>Four</a></ul>",
    ],
)
def test_what_surrounds_the_article_is_chrome(markup):
    html = f"<body>{markup.format('Not the story')}<article><h1>T</h1><p>{LONG}</p><p>{LONG}</p></article>"
    assert kind_of(html, "Not the story") == "chrome"
    assert kind_of(html, "minister") == "body"


@pytest.mark.parametrize(
    "opening",
    [
        "<body class='has-sidebar ad-free tags-politics'>",
        "<main class='share related'>",
        "<div id=comments-and-all>",
        "<form action=/page>",
        "<div class=no-ads><div style='display:none'>",
        "<blockquote class='twitter-tweet embed-share'>",
        "<div class=social-embed>",
        "<div class=commentary>",
    ],
)
def test_names_that_only_sound_like_chrome_hide_nothing(opening):
    assert kind_of(f"{opening}<p>{LONG}</p>", "minister") == "body"


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=a><p>{}</p></figure>",
        "<div class='wp-caption-text'>{}</div>",
        "<span class=photo-credit>{}</span>",
        "<table><caption>{}</caption><tr><td>1</table>",
    ],
)
def test_captions(markup):
    html = f"<article><h1>T</h1>{markup.format('The bridge in May')}<p>{LONG}</p></article>"
    assert kind_of(html, "The bridge in May") == "caption"


@pytest.mark.parametrize(
    "credit", ["Photo: Harbour Gazette", "تصوير: جريدة الميناء", "Фото: Портовая газета", "© Harbour"]
)
def test_a_credit_under_a_picture_is_a_caption_and_elsewhere_it_is_not(credit):
    html = f"<article><h1>T</h1><p><img src=a></p><p>{credit}</p><p>{LONG}</p><p>{credit} 2</p></article>"
    assert kind_of(html, credit) == "caption"
    assert kind_of(html, f"{credit} 2") == "body"


def test_a_block_quotation_is_body():
    html = f"<article><figure><img src=x><blockquote><p>It opens.</p></blockquote></figure><p>{LONG}</article>"
    assert kind_of(html, "It opens.") == "body"


def test_two_line_ends_part_paragraphs_and_pre_keeps_its_spaces():
    decoded = page_of("<p>One<br>line.<br> <br>Another.<pre>a  b\n\tc</pre><p>no&nbsp;break  x")
    assert decoded.text == "One\nline.\n\nAnother.\n\na  b\n\tc\n\nno\u00a0break x"


def test_words_hidden_inside_a_paragraph_are_not_read():
    assert page_of(f"<p>It <span style='display:none'>never</span>opens.</p><p>{LONG}").text.startswith("It opens.")


def test_one_title_is_chosen_by_the_headline():
    html = """<h1>Harbour Gazette</h1><article><h1>Bridge opens</h1><p>Text of it.</p></article>"""
    assert kinds(page_of(html, title="Bridge  opens"))[:2] == [
        ("heading", "Harbour Gazette"),
        ("title", "Bridge opens"),
    ]
    without = "<title>Bridge opens - Harbour Gazette</title><meta property=og:site_name content='Harbour Gazette'>"
    assert kinds(page_of(f"{without}<p>Bridge opens</p><p>Text.</p>"))[0] == ("title", "Bridge opens")


def test_teasers_after_the_article_are_chrome_although_nothing_names_them():
    story = "".join(f"<p>{LONG.format(number)}</p>" for number in range(12))
    html = (
        f"<body><div><h1>Bridge opens</h1>{story}</div><div><div><p>Harbour closes</p></div><p>Road is built</p></div>"
    )
    assert kind_of(html, "Harbour closes") == "chrome"
    assert [kind for kind, text in kinds(page_of(html)) if "number" in text] == ["body"] * 12


def test_an_embedded_player_is_named_as_not_read():
    decoded = page_of(f"<article><h1>T</h1><p>{LONG}</p><iframe src=x>never</iframe><video></video></article>")
    assert [(type(one).__name__, one.params) for one in decoded.unread] == [("EmbeddedUnread", {"count": 2})]


def test_a_page_nested_too_deeply_says_that_its_end_was_not_read():
    decoded = page_of("<p>The bridge opens.</p>" + "<div>" * 5_000 + "<p>The end.")
    assert decoded.text == "The bridge opens."
    assert [type(one).__name__ for one in decoded.unread] == ["CutShort"]


@given(ANY_TEXT)
def test_blocks_lie_in_order_inside_the_text(text):
    with warnings.catch_warnings():
        try:
            decoded = read(bytes_of(text), media_type="text/html")
        except TextRefused:
            return
    at = 0
    for block in decoded.blocks:
        assert at <= block.start < block.end <= len(decoded.text)
        assert decoded.text[block.start : block.end].strip()
        at = block.end


TAGS = st.sampled_from(
    "<p> <div> </div> <b> </p> <br> <h1> </h1> <nav> </nav> <pre> <table> <td> <a> </a> <script> <!-- --> <figure>"
    " <img> </html> <svg> <head> </body> text مرحبا &amp; &#0; &#55296; <q>".split()
)


@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_heap_of_tags_is_read_or_refused_by_name(html):
    try:
        page_of(html).text.encode()
    except TextRefused:
        return


MEGABYTE = 1_000_000
BOMBS = {
    "deep": "<div>",
    "deep inline": "<p><b>",
    "comments": "<!--",
    "openings": "<",
    "entities": "&amp",
    "attributes": "a=1 b",
    "ends": "</p>",
    "breaks": "<br> ",
    "links": "<div><a>x</a></div>",
    "headers": "<div><header>x</header>",
    "headings": "<h1><h2>x",
    "classes": "<p class='share no related'>x",
    "scripts": "<script>",
    "json": "<script type=application/ld+json>[[[[",
    "notices": "<div class=correction>x",
    "cells": "<table><td>x",
    "quotes": "<a title='",
    "spaces": "x  \n",
    "titles": "<title>404",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_megabyte_of_mischief_takes_seconds(name):
    part = BOMBS[name]
    start = "<p " if name == "attributes" else "<p>The bridge opens.</p>"
    started = time.process_time()
    with suppress(TextRefused):
        page_of(start + part * (MEGABYTE // len(part)) + ("><p>end" if name == "attributes" else ""))
    assert time.process_time() - started < 10


def test_an_attribute_of_twelve_megabytes_is_stepped_over():
    decoded = page_of(f"<p title='{'x' * 12_000_000}'>The bridge opens.", max_bytes=20_000_000)
    assert decoded.text == "The bridge opens."
