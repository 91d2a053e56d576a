"""English: who is reported to have said what, before, inside and behind a quotation, with marks and without."""

import pytest

from tests.extraction.saying import found_in, only


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "words"),
    [
        ("The mayor said the bridge was safe.", "The mayor", "said", "the bridge was safe"),
        ("“The bridge is safe,” the mayor said.", "the mayor", "said", "“The bridge is safe,”"),
        ("“The bridge is safe,” said Ann Lowe, the mayor.", "Ann Lowe, the mayor", "said", "“The bridge is safe,”"),
        ("The bridge was safe, according to the mayor.", "the mayor", "according to", "The bridge was safe"),
        ("According to the mayor, the bridge was safe.", "the mayor", "According to", "the bridge was safe"),
        (
            "Ann Lowe, the mayor, said that the bridge was safe.",
            "Ann Lowe, the mayor,",
            "said",
            "that the bridge was safe",
        ),
        ("She told the Daily Post that the bridge was safe.", "She", "told", "that the bridge was safe"),
        ("An aide to Ann Lowe said the bridge was safe.", "An aide to Ann Lowe", "said", "the bridge was safe"),
        ("She added, in her own words, that the bridge was safe.", "She", "added", "that the bridge was safe"),
        ("Mr. Lowe has denied that he sold it.", "Mr. Lowe", "has denied", "that he sold it"),
        ("In a statement on Monday, the company said it would close.", "the company", "said", "it would close"),
        (
            "The mayor called the plan “a disgrace to the town.”",
            "The mayor",
            "called",
            "the plan “a disgrace to the town.”",
        ),
        ("The report found that half of the money was lost.", "The report", "found", "that half of the money was lost"),
        ("Lowe: “We will not sell the bridge.”", "Lowe", ":", "“We will not sell the bridge.”"),
        ("Nobody believed his claim that the bridge was safe.", "his", "claim", "that the bridge was safe"),
    ],
)
def test_who_said_what(text, speaker, cue, words):
    found = only(text, "en")
    assert (found.speaker.rstrip(","), found.cue, found.words) == (speaker.rstrip(","), cue, words)


def test_a_parted_quotation_keeps_its_parts_under_one_cue():
    first, second = found_in("“Hopefully,” the mayor said, “this bridge can help us.”", "en")
    assert (first.words, second.words) == ("“Hopefully,”", "“this bridge can help us.”")
    assert (first.cue, first.speaker) == (second.cue, second.speaker) == ("said", "the mayor")


def test_a_quotation_that_goes_on_keeps_its_speaker():
    text = "“We go,” Ann Lowe said. “We never wanted to stay in this town.”"
    assert [one.speaker for one in found_in(text, "en")] == ["Ann Lowe", "Ann Lowe"]


def test_a_cue_of_its_own_sentence_belongs_to_the_marks_before():
    text = "“How many more?” Lowe asked. “In this town, too many.”"
    assert [one.speaker for one in found_in(text, "en")] == ["Lowe", "Lowe"]


def test_a_colon_leads_to_the_next_paragraph():
    text = "Ann Lowe then said:\n\n“We go, and we never come back to this town.”"
    assert only(text, "en").speaker == "Ann Lowe"


def test_a_colon_is_no_part_of_a_name():
    text = "Ann Lowe said: “We checked the bridge.” It was safe, she added."
    assert found_in(text, "en")[-1].named == "Ann Lowe"


def test_a_pronoun_stays_and_tells_whom_it_means():
    text = "Ann Lowe said the bridge was safe. “We checked it,” she said."
    found = found_in(text, "en")[-1]
    assert (found.speaker, found.named) == ("she", "Ann Lowe")


@pytest.mark.parametrize(
    "text",
    [
        "The film “Winter Nights” opened on Friday.",
        "A so-called “smart bridge” was opened.",
        "The United States signed the treaty.",
        "This is a short story, written by the pupils of the town.",
        "The reports were lost in the fire.",
        "The police shooting of a man led to protests.",
        "He wants to sell the bridge, and believes in it.",
        "Nobody at the bridge could say how long it would take.",
        "No official said that the bridge was safe.",
        "The mayor did not say that the bridge was safe.",
        "The mayor never claimed the bridge was safe.",
    ],
)
def test_what_is_no_quotation(text):
    assert found_in(text, "en") == []
