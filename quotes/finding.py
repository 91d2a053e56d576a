"""Why the extractor takes words for a quotation, told in the reader's language. One structure wherever it is shown."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from quotes.display import name_words
from quotes.extraction.plugins import RULE as PLUGIN
from quotes.models import Proposal
from quotes.words import has_letters

# By the words of which a rule's name is made (`ru-say-about`): the first of them that says how words and speaker meet.
METHODS: Final[dict[str, Promise]] = {
    "according": pgettext_lazy("verbatim", "the article names its source (“according to …”)"),
    "noun": pgettext_lazy("verbatim", "a noun of saying (“the statement that …”)"),
    "name": pgettext_lazy("verbatim", "a name and a colon before the words"),
    "dialogue": pgettext_lazy("verbatim", "a line of dialogue"),
    "dash": pgettext_lazy("verbatim", "a dash between the words and the name"),
    "written": pgettext_lazy("verbatim", "a post or a text that is quoted"),
    "about": pgettext_lazy("verbatim", "the next sentence says whose words these are"),
    "act": pgettext_lazy("verbatim", "somebody acts, and words in marks follow"),
}
STRONG: Final = 0.85
FAIR: Final = 0.6
"""From so probable on a suggested quote is called strong, or fair; below it is doubtful."""
SAME_METHOD: Final = {"source": "according", "masdar": "noun", "label": "name", "carried": "written"}
NAMES_THE_SPEAKER: Final = ("name-before-marks", "label")
GOING_ON: Final[tuple[tuple[str, Promise], ...]] = (
    ("goes-on-below", pgettext_lazy("verbatim", "words in marks that go on in the next paragraph")),
    ("under-colon", pgettext_lazy("verbatim", "words in marks below a colon")),
    ("goes-on", pgettext_lazy("verbatim", "words in marks that go on after it")),
    ("led-up", pgettext_lazy("verbatim", "words in marks that lead up to it")),
    ("inside", pgettext_lazy("verbatim", "said by somebody whom another quotation reports")),
    ("within", pgettext_lazy("verbatim", "said by somebody whom another quotation reports")),
)


def reasons_of_proposal(proposal: Proposal) -> list[str]:
    """How it was found, its reporting verb, and how the speaker is known there; sentences for people."""
    reasons = [
        method_of(proposal.rule, proposal.cue),
        _going_on(proposal.rule),
        _cue(proposal),
        _speaker(proposal),
        *(
            pgettext("verbatim", "the plug-in %(name)s found it too") % {"name": _apart(name)}
            for name in proposal.also_found_by
        ),
    ]
    return [reason for reason in reasons if reason]


def told_of_plugins(notes: Iterable[dict[str, Any]]) -> list[str]:
    """What a plug-in could not do, from what the run keeps; nothing of those that did their work."""
    told = []
    for note in notes:
        values = {"name": _apart(str(note["name"])), "why": _apart(str(note["failure"]))}
        if note["failure"]:
            sentence = pgettext(
                "verbatim", "The plug-in %(name)s failed on this copy: %(why)s What the rules found stands."
            )
            told.append(sentence % values)
        elif count := sum(note["dropped"].values()):
            told.append(
                npgettext(
                    "verbatim",
                    "The plug-in %(name)s named %(count)d quote that does not stand there like that. It was dropped.",
                    "The plug-in %(name)s named %(count)d quotes that do not stand there like that. They were dropped.",
                    count,
                )
                % {**values, "count": count}
            )
    return told


def strength_of_proposal(proposal: Proposal) -> str:
    """ "strong", "fair" or "weak", as possible links are called."""
    if proposal.likelihood >= STRONG:
        return "strong"
    return "fair" if proposal.likelihood >= FAIR else "weak"


def method_of(rule: str, cue: str = "said") -> str:
    """How a rule finds quotations; without words in its cue, a rule for colons goes by the name alone."""
    if rule.startswith(PLUGIN):
        return pgettext("verbatim", "the plug-in %(name)s found it") % {"name": _apart(rule.removeprefix(PLUGIN))}
    rule, verbless = rule.partition("-")[2], not has_letters(cue)
    if any(name in rule for name in NAMES_THE_SPEAKER) or (verbless and "colon" in rule):
        return str(METHODS["name"])
    words = (SAME_METHOD.get(word, word) for word in rule.split("-"))
    known = next((METHODS[word] for word in words if word in METHODS and word != "name"), None)
    return str(known) if known else pgettext("verbatim", "a verb of saying with its speaker")


def _going_on(rule: str) -> str:
    return next((str(sentence) for name, sentence in GOING_ON if rule.endswith(name)), "")


def _cue(proposal: Proposal) -> str:
    return pgettext("verbatim", "reporting verb: %(cue)s") % {"cue": _apart(proposal.cue)} if proposal.cue else ""


def _speaker(proposal: Proposal) -> str:
    told: dict[str, Callable[[], str]] = {
        "pronoun": lambda: pgettext("verbatim", "“%(word)s” agrees with %(name)s, who was named before"),
        "relative": lambda: pgettext("verbatim", "“%(word)s” goes with %(name)s"),
        "dropped": lambda: pgettext("verbatim", "the verb names nobody and agrees with %(name)s, who was named before"),
    }
    if proposal.form not in told or not proposal.mention:
        return ""
    values = {"word": _apart(proposal.speaker_mention), "name": _apart(proposal.mention)}
    return told[proposal.form]() % values


def _apart(words: str) -> str:
    return f"\u2068{name_words(words)}\u2069"
