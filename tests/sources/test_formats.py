"""Every kind of file that newsrooms receive becomes text, and says what of it does not."""

import io
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import text as reasons
from sources.formats import read
from sources.formats.post import MEDIA_TYPE, record_of
from sources.formats.visual import Letter, logical
from sources.refusals import UNREAD, sentence, unread_sentence
from sources.text import TextRefused
from sources.unread import KINDS

FILES = Path(__file__).parent / "files"


def kinds(decoded):
    return [(block.kind, decoded.text[block.start : block.end]) for block in decoded.blocks]


def unread(decoded):
    return [(type(one).__name__, one.params) for one in decoded.unread]


def word(change=None, **properties):
    document = Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    if change:
        change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def archive(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "declared", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", {"file_name": "story.txt"}, reasons.Picture),
        (b"\xff\xd8\xff\xe0", {"media_type": "text/html"}, reasons.Picture),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", {}, reasons.Picture),
        (b"\x00\x00\x00\x18ftypmp42", {}, reasons.Picture),
        (b"words", {"media_type": "video/mp4"}, reasons.Picture),
        (b"{\\rtf1 words}", {"file_name": "story.txt"}, reasons.UnknownFormat),
        (b"\x1f\x8b\x08", {}, reasons.UnknownFormat),
        (b"PK\x03\x04 and no archive", {}, reasons.UnknownFormat),
        (archive(xl__workbook="x"), {}, reasons.UnknownFormat),
        (archive(other="x"), {"file_name": "story.docx"}, reasons.UnknownFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, {}, reasons.OldWord),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), {}, reasons.PasswordProtected),
        (b"%PDF-1.7 and nothing else", {"file_name": "story.txt"}, reasons.Damaged),
        (archive(word__document="no xml"), {}, reasons.Damaged),
        (b"", {}, reasons.Empty),
        (b"words", {"media_type": "application/pdf"}, reasons.NotText),
        (b"no cue", {"file_name": "talk.srt"}, reasons.Damaged),
        (b"[]", {"media_type": MEDIA_TYPE}, reasons.Damaged),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, declared, reason):
    with pytest.raises(TextRefused) as refused:
        read(content, **declared)
    assert type(refused.value) is reason
    assert "{" not in str(sentence(refused.value))


def test_a_page_is_known_by_its_type_its_name_or_its_look():
    page = b"<!-- made by us --><!DOCTYPE html><p>The bridge opens."
    for declared in ({}, {"file_name": "story.txt"}, {"media_type": "text/plain"}, {"media_type": "text/html"}):
        assert read(page, **declared).text == "The bridge opens."
    assert read(b"<p>The bridge", file_name="story.HTM").text == "The bridge"
    assert read(b"<p> is a tag", media_type="text/plain").text == "<p> is a tag"


def test_the_encoding_may_stand_in_the_media_type():
    assert read("Мост".encode("cp1251"), media_type='text/plain; charset="windows-1251"').text == "Мост"


def test_a_word_file():
    def fill(document):
        document.add_paragraph("Bridge opens", style="Title")
        paragraph = document.add_paragraph("The minister said: ")
        paragraph.add_run("it opens").bold = True
        document.add_paragraph("Later", style="Heading 2")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "120"
        document.add_paragraph("The bridge in May", style="Caption")
        document.add_paragraph("One\nTwo\tThree")
        document.sections[0].header.paragraphs[0].text = "Harbour Gazette"

    decoded = read(word(fill, author="A reporter", language="ar-EG"), file_name="story.docx")
    assert kinds(decoded) == [
        ("chrome", "Harbour Gazette"),
        ("title", "Bridge opens"),
        ("body", "The minister said: it opens"),
        ("heading", "Later"),
        ("body", "Cost"),
        ("body", "120"),
        ("caption", "The bridge in May"),
        ("body", "One\nTwo\tThree"),
    ]
    assert decoded.metadata.authors[0].value == "A reporter"
    assert decoded.metadata.language.value == "ar"


def test_a_word_file_reads_as_with_all_changes_accepted_and_names_the_rest():
    def fill(document):
        document.add_paragraph("kept ")._p.append(
            parse_xml(
                f"<w:x {nsdecls('w')}><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins>"
                "<w:del><w:r><w:delText>deleted</w:delText><w:t>gone</w:t></w:r></w:del>"
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
                "<w:r><w:commentReference w:id='1'/></w:r><w:r><w:object/></w:r><w:r><w:pict/></w:r></w:x>"
            )
        )

    decoded = read(word(fill))
    assert decoded.text == "kept inserted"
    assert unread(decoded) == [
        (name, {"count": 1})
        for name in ("PicturesUnread", "EmbeddedUnread", "DeletedUnread", "CommentsUnread", "HiddenUnread")
    ]


def test_a_word_file_that_unpacks_to_a_gigabyte_is_refused_before_it_is_unpacked():
    bomb = archive(word__document="0" * 110_000_000)
    with pytest.raises(reasons.UnpacksTooLarge):
        read(bomb, file_name="story.docx")


def test_entities_of_a_word_file_are_not_expanded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    source = zipfile.ZipFile(io.BytesIO(word(lambda document: document.add_paragraph("&l9;&f;"))))
    members = {name: source.read(name).decode("latin-1") for name in source.namelist()}
    body = members["word/document.xml"].replace("&amp;", "&").partition("?>")[2]
    packed = archive(**{**members, "word/document.xml": xml + body})
    with pytest.raises(reasons.TextRefused):
        read(packed)


def test_a_pdf_in_paragraphs_without_its_furniture():
    decoded = read((FILES / "pages.pdf").read_bytes(), media_type="text/plain", title="The bridge opens")
    blocks = kinds(decoded)
    assert ("title", "The bridge opens") in blocks
    assert {text for kind, text in blocks if kind == "chrome"} >= {"Harbour Gazette", "Page 1", "Page 2"}
    bodies = [text for kind, text in blocks if kind == "body"]
    assert len(bodies) == 12
    assert bodies[3] == (
        "The minister of roads said in paragraph 3 that the bridge “will open soon” to everybody, and that the"
        " infrastructure programme cost 120 million, according to a statement of the ministry."
    )


def test_an_arabic_pdf_in_reading_order():
    decoded = read((FILES / "arabic.pdf").read_bytes(), file_name="خبر.pdf")
    assert [text for _, text in kinds(decoded)] == [
        "الجسر الجديد يفتح في مايو",
        "قال وزير الطرق إن الجسر «سيفتح قريباً» أمام الجميع، وأضاف أن المشروع كلّف 120 مليون دولار بحسب بيان نشرته"
        " الوزارة يوم 4 مايو 2026 في العاصمة، بعد انتظار دام سنوات طويلة.",
        "وقالت المهندسة المشرفة على المشروع إن شركة Harbour Works شاركت في البناء (بنسبة 35%) ولا توجد أي تكاليف"
        " إضافية على الأهالي في المنطقة.",
    ]
    assert unread(decoded) == [("OrderUncertain", {"count": 1})]


def drawn(visual):
    return [Letter(letter, at, 0, at + 0.9, 10, 10, 0) for at, letter in enumerate(visual)]


@pytest.mark.parametrize(
    ("visual", "read_as"),
    [
        ("ةحفص 12/2026 يف", "في 12/2026 صفحة"),
        ("(%35 ةبسنب)", "(بنسبة 35%)"),
        ("«أدبي» لاق", "قال «يبدأ»"),
        ("Harbour Works ةكرش", "شركة Harbour Works"),
        ("plain (text) 5%", "plain (text) 5%"),
    ],
)
def test_visual_order_becomes_reading_order(visual, read_as):
    assert logical(drawn(visual))[0] == read_as


def pdf(*objects):
    """A small PDF with its table of places."""
    file = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj %s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + tail


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def test_a_pdf_without_text_says_so():
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
    with pytest.raises(reasons.NoTextInside) as refused:
        read(pdf(CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page))
    assert refused.value.params == {"pages": 1}


@pytest.mark.parametrize(
    "objects",
    [
        (CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        (CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 99999999 >>", b"<< /Type /Page /Parent 2 0 R >>"),
        (CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /MediaBox [0 0 1e30 1e30] >>"),
        (b"<< /Type /Catalog /Pages 1 0 R >>",),
        (b"[" * 100_000,),
    ],
)
def test_a_hostile_pdf_is_refused(objects):
    with pytest.raises(TextRefused):
        read(pdf(*objects))


def message(**headers):
    mail = EmailMessage()
    for name, value in {"Subject": "Bridge opens", "From": "Press office <press@roads.example>", **headers}.items():
        mail[name] = value
    return mail


def test_a_message():
    mail = message(Date="Mon, 04 May 2026 10:00:00 +0300")
    mail.set_content("قال الوزير إن الجسر سيفتح.\n\nQuestions to us.\n")
    mail.add_alternative("<p>In HTML", subtype="html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="الجسر.png")
    decoded = read(mail.as_bytes(), file_name="story.eml")
    assert kinds(decoded)[:2] == [("title", "Bridge opens"), ("body", "قال الوزير إن الجسر سيفتح.")]
    assert "HTML" not in decoded.text
    assert decoded.metadata.authors[0].value == "Press office"
    assert decoded.metadata.published.value.value == "2026-05-04T10:00:00+03:00"
    assert unread(decoded) == [("AttachmentUnread", {"name": "الجسر.png"})]


def test_a_message_in_html_alone_and_one_with_flowing_lines():
    page = message()
    page.set_content("<p>The <b>bridge</b><p>opens", subtype="html")
    assert read(page.as_bytes(), media_type="message/rfc822").text == "Bridge opens\n\nThe bridge\n\nopens"
    flowed = b"Subject: S\nContent-Type: text/plain; format=flowed\n\nThe bridge \nopens.\nEnd.\n"
    assert read(flowed, file_name="a.eml").text == "S\n\nThe bridge opens.\nEnd.\n"


def test_a_message_without_text_says_so():
    mail = message()
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(reasons.NoTextInside):
        read(mail.as_bytes(), file_name="a.eml")


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 70_000 + b"\n\nbody",
        b"From: " + b"a," * 500_000 + b"\n\nbody",
        b"Content-Type: text/plain; " + b"a=b; " * 200_000 + b"\n\nbody",
        b"Content-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 20_000,
    ],
)
def test_a_message_of_mischief_is_refused_at_once(content):
    started = time.process_time()
    with pytest.raises(reasons.Damaged):
        read(content, file_name="a.eml")
    assert time.process_time() - started < 2


def test_subtitles_keep_their_time_codes_and_voices():
    content = (
        "WEBVTT\n\nNOTE unseen\n\n1\n00:00:01.000 --> 00:00:02.500 align:start\n<v Road Minister>It &amp; <i>it</i>\n\n"
        "00:02.500 --> 00:04.000\n<v Road Minister>opens soon.\n\n00:04.000 --> 00:05.000\n<v.loud Mayor>When?</v>\n\n"
        "00:09:00.000 --> 00:09:01.000\nMusic\n"
    )
    decoded = read(content.encode(), media_type="text/vtt")
    assert decoded.text == "Road Minister: It & it\nopens soon.\n\nMayor: When?\n\nMusic"
    assert [(decoded.text[b.start : b.end], b.at) for b in decoded.blocks] == [
        ("Road Minister: It & it", (1.0, 2.5)),
        ("opens soon.", (2.5, 4.0)),
        ("Mayor: When?", (4.0, 5.0)),
        ("Music", (540.0, 541.0)),
    ]
    assert decoded.blocks_json()[0] == {"kind": "body", "start": 0, "end": 22, "at": [1.0, 2.5]}


def test_subrip_and_cues_without_a_time():
    content = "1\r\n00:00:01,500 --> 00:00:02,000\r\nقال <b>الوزير</b>\r\n\r\n2\r\nnever --> ever\r\nLost\r\n"
    decoded = read(content.encode(), file_name="talk.srt")
    assert decoded.text.startswith("قال الوزير")
    assert decoded.blocks[0].at == (1.5, 2.0)
    assert unread(decoded) == [("CuesUnread", {"count": 1})]


def test_a_post_recorded_by_hand():
    record = record_of(
        text="It opens.\n\nAt last.",
        author="Road ministry",
        platform="A platform",
        address="https://platform.example/1",
        published="2026-05-04T10:00:00+03:00",
        picture=b"\x89PNG",
        picture_type="image/png",
    )
    decoded = read(record, media_type=MEDIA_TYPE)
    assert kinds(decoded) == [("body", "It opens."), ("body", "At last.")]
    assert decoded.extractor == "post"
    assert decoded.metadata.authors[0].value == "Road ministry"
    assert decoded.metadata.canonical_address.value == "https://platform.example/1"
    assert unread(decoded) == [("PicturesUnread", {"count": 1})]


def test_everything_unread_has_a_sentence():
    assert set(UNREAD) == set(KINDS.values())
    facts = {"count": 3, "pages": "1, 4-6", "name": "a.png"}
    assert all("{" not in str(unread_sentence(kind(facts))) for kind in KINDS.values())


STARTS = st.sampled_from(
    [b"%PDF-1.4\n", b"PK\x03\x04", b"WEBVTT\n\n", b"Subject: x\n\n", b"<html>", b"1\n", b"\xff\xfe", b""]
)
NAMES = st.sampled_from(["a.pdf", "a.docx", "a.eml", "a.vtt", "a.srt", "a.html", "a.txt", "a", ""])


@settings(max_examples=150)
@given(STARTS, st.binary(max_size=300), NAMES)
def test_any_bytes_under_any_name_are_text_or_a_refusal(start, rest, name):
    try:
        read(start + rest, file_name=name).text.encode()
    except TextRefused:
        return
