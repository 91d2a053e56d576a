"""`manage.py capture`: a file becomes an article and a saved copy, or a sentence that says why not."""

import hashlib
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from sources import vault
from sources.models import Article, Capture, Publication
from sources.services import recording
from tests.factories import NOW, make_user
from tests.sources.test_capturing import article_page
from tests.sources.test_formats import FILES
from tests.sources.web import Web

pytestmark = pytest.mark.django_db

TEXT = 'Bridge opens\n\nThe minister of roads said that the bridge "opens soon".\n'
OPTIONS = {
    "publication": "The Harbour Post",
    "kind": "newspaper",
    "published": "2026-05-04",
    "language": "en",
    "title": "Bridge opens",
}


@pytest.fixture
def article_file(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT)
    return path


def capture(path, **changes):
    out = StringIO()
    call_command("capture", str(path), stdout=out, **(OPTIONS | changes))
    return out.getvalue()


def rows():
    return Publication.objects.count(), Article.objects.count(), Capture.objects.count()


def refusal(path, **changes):
    """The message; fails where anything was written in spite of it."""
    before = rows()
    with pytest.raises(CommandError) as refused:
        capture(path, **changes)
    assert rows() == before
    return str(refused.value)


def test_a_file_becomes_an_article_and_a_saved_copy(article_file):
    printed = capture(article_file, address="https://post.example/bridge?utm_source=x")
    kept = Capture.objects.get()
    assert printed.splitlines() == [
        f"article {kept.article_id}: Bridge opens",
        f"saved copy {kept.pk}",
        f"SHA-256 {hashlib.sha256(TEXT.encode()).hexdigest()}",
        f"{len(TEXT)} characters",
    ]
    assert (kept.text, vault.get(kept.sha256), kept.method) == (TEXT, TEXT.encode(), "file")
    assert [block["kind"] for block in kept.blocks] == ["title", "body"]
    article = kept.article
    assert (article.canonical_address, article.language) == ("https://post.example/bridge", "en")
    assert (str(article.published_from), str(article.published_to)) == ("2026-05-04", "2026-05-04")
    assert (article.publication.name, article.publication.kind) == ("The Harbour Post", "newspaper")


def test_the_same_file_again_is_the_same_saved_copy(article_file):
    capture(article_file)
    before = rows()
    printed = capture(article_file)
    assert printed.startswith("This file is here already, saved on ")
    assert f"saved copy {Capture.objects.get().pk}" in printed
    assert rows() == before


def test_the_same_file_of_another_outlet_is_another_article(article_file):
    capture(article_file)
    capture(article_file, publication="Evening Courier")
    assert rows() == (2, 2, 2)


def test_a_changed_file_at_the_same_address_is_a_second_copy_of_the_article(article_file):
    capture(article_file, address="https://post.example/bridge")
    article_file.write_text(TEXT + "Corrected.")
    capture(article_file, address="HTTPS://post.example/bridge#top")
    assert rows() == (1, 1, 2)


def test_an_interval_and_an_unknown_day(article_file, tmp_path):
    capture(article_file, published="2026-01-01..2026-01-31")
    article = Article.objects.get()
    assert (str(article.published_from), str(article.published_to)) == ("2026-01-01", "2026-01-31")
    other = tmp_path / "other.txt"
    other.write_text("Another text.")
    capture(other, published="unknown", title="Another")
    assert Article.objects.get(title="Another").published_from is None


def test_a_known_outlet_is_found_by_any_of_its_names(article_file):
    Publication.objects.create(name="بريد الميناء", name_en="The Harbour Post", kind="newspaper", language="ar")
    capture(article_file, publication="the harbour post", kind=None)
    assert Article.objects.get().publication.name == "بريد الميناء"
    assert Publication.objects.count() == 1


def test_a_saved_page_is_read_as_a_page(tmp_path):
    page = tmp_path / "bridge.html"
    page.write_text("<h1>Bridge opens</h1><nav>Menu</nav><p>It opens &amp; stays.")
    capture(page)
    assert Capture.objects.get().text == "Bridge opens\n\nMenu\n\nIt opens & stays."


def test_an_unknown_outlet_is_named_with_its_nearest(article_file):
    Publication.objects.create(name="The Harbor Post", kind="newspaper", language="en")
    message = refusal(article_file, kind=None)
    assert "no outlet “The Harbour Post”" in message
    assert "The Harbor Post" in message
    assert "--kind" in message


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"published": "4 May 2026"}, "is not a day. Write it like 2023-02-04"),
        ({"published": "2026-02-30"}, "is not a day"),
        ({"published": ""}, "is not a day"),
        ({"published": "2026-05-04.."}, "is not a day"),
        ({"published": "2026-05-04..2026-05-01"}, "first day comes after the last"),
        ({"published": "2996-05-04"}, "lies in the future"),
        ({"title": "  "}, "Give the article's title"),
        ({"title": "T" * 501}, "--title has 501 characters"),
        ({"title": "Bridge\x00"}, "--title contains control characters"),
        ({"title": "Bridge \udce9"}, "--title contains control characters"),
        ({"publication": " "}, "There is no outlet"),
        ({"address": "post.example/bridge"}, "not a web address"),
        ({"address": "https://user:secret@post.example/"}, "user name or password"),
        ({"charset": "klingon"}, "klingon"),
    ],
)
def test_a_wrong_option_is_explained_and_nothing_is_written(article_file, changes, said):
    assert said in refusal(article_file, **changes)


@pytest.mark.parametrize("missing", ["publication", "published", "language", "title"])
def test_a_missing_option_is_named(article_file, missing):
    options = [f"--{name}={value}" for name, value in OPTIONS.items() if name != missing]
    with pytest.raises(CommandError, match=f"Give --{missing} as well"):
        call_command("capture", str(article_file), *options)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing in it"),
        (b" \n\t ", "no words in it"),
        (bytes(range(256)) * 40, "not a text"),
        (b"%PDF-1.7 ...", "PDF file is damaged"),
        (b"\x89PNG ...", "a picture"),
        ("قال وزير الطرق".encode("cp1256"), "utf-8"),
    ],
)
def test_a_file_without_text_is_refused(tmp_path, content, said):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    message = refusal(path)
    assert str(path) in message
    assert said.lower() in message.lower()


def test_a_stray_nul_is_kept_as_the_replacement_character(tmp_path):
    path = tmp_path / "nul.txt"
    path.write_bytes(TEXT.encode() + b"\x00")
    capture(path)
    assert Capture.objects.get().text == TEXT + "\ufffd"


def test_fifty_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as big:
        big.truncate(50 * 1024 * 1024)
    assert re.search(r"52,428,800 bytes, more than the 10,485,760", refusal(path))


def test_what_is_no_file_is_named(tmp_path):
    assert "is a directory" in refusal(tmp_path)
    assert "There is no file" in refusal(tmp_path / "missing.txt")
    assert "not an ordinary file" in refusal("/dev/null")
    assert "There is no file" in refusal("bad\x00name")
    assert "There is no file" in refusal("bad\udce9name")


def test_a_web_address_is_fetched_and_says_itself_what_it_is(settings):
    with Web() as web:
        settings.FETCH_TRUSTED_HOSTS = frozenset({web.host})
        settings.FETCH_DELAY_SECONDS = 0
        out = StringIO()
        call_command("capture", web.page("/a", article_page()), stdout=out)
        kept = Capture.objects.get()
        assert out.getvalue().startswith(f"article {kept.article_id}: Harbour opens again\n")
        assert (kept.method, kept.article.publication.name) == ("fetched", "Harbour Wire")
        call_command("capture", web.address("/a"), stdout=out)
        assert "This page is here already" in out.getvalue()
        for address, reason in (("/missing", "answer 404"), ("/", "front page")):
            web.page("/", article_page())
            with pytest.raises(CommandError, match=reason):
                call_command("capture", web.address(address))
        with pytest.raises(CommandError, match="leave out --title"):
            call_command("capture", web.address("/a"), title="Mine")


def test_a_file_needs_what_a_page_says_itself(article_file):
    assert "Give --language, --title as well" in refusal(article_file, language=None, title=None)


def test_an_address_of_another_outlet_is_refused(article_file, tmp_path):
    capture(article_file, address="https://post.example/bridge")
    other = tmp_path / "other.txt"
    other.write_text("Another text.")
    before = rows()
    with pytest.raises(CommandError, match="already here as an article of The Harbour Post"):
        capture(other, address="https://post.example/bridge", publication="Evening Courier")
    assert rows() == before


def test_an_erased_copy_is_not_kept_again(article_file):
    capture(article_file)
    recording.erase_capture(by=make_user("chief"), now=NOW, capture=Capture.objects.get(), because="Court order 7.")
    assert "erased by law" in refusal(article_file)


def test_a_word_file_a_pdf_and_a_transcript_become_saved_copies(tmp_path):
    document = Document()
    document.add_paragraph("The bridge opens.")
    document.save(tmp_path / "bridge.docx")
    (tmp_path / "bridge.pdf").write_bytes((FILES / "arabic.pdf").read_bytes())
    (tmp_path / "bridge.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nIt opens.\n")
    for name in ("bridge.docx", "bridge.pdf", "bridge.vtt"):
        capture(tmp_path / name)
    word, pdf, talk = Capture.objects.order_by("pk")
    assert (word.text, word.extractor) == ("The bridge opens.", "word")
    assert pdf.text.startswith("الجسر الجديد")
    assert pdf.media_type == "application/pdf"
    assert talk.blocks == [{"kind": "body", "start": 0, "end": 9, "at": [1.0, 2.0]}]


def test_an_article_is_found_under_another_spelling_of_its_address(article_file, tmp_path):
    capture(article_file, address="https://post.example/bridge")
    again = tmp_path / "again.txt"
    again.write_text(TEXT + "More.")
    capture(again, address="http://www.post.example/bridge/?utm_source=x#top")
    assert Article.objects.count() == 1
    assert Capture.objects.count() == 2
