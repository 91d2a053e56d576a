"""How long an editor waits for a possible link: real saves in the desk's form, seen by a real browser.

Each draft takes words that the newsroom knows, without their end, from the saved copy in which they stand: so a
possible link must come, the encoder has not seen the wording, and no article or saved copy has to be left behind.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle, islice

from accounts.models import User
from quotes.management.benches.browser import DeskBrowser, Draft
from quotes.management.benches.refusing import BenchRefusedError
from quotes.models import Quotation
from quotes.services.editing import delete_draft

EDITOR = "editor"
ENOUGH_LETTERS = 30


@dataclass
class Measured:
    """`seconds` of each draft whose possible link was seen; `missing` counts the others."""

    seconds: list[float] = field(default_factory=list)
    missing: int = 0


def measure_flags(count: int, say: Callable[[str], object]) -> Measured:
    """Save `count` drafts one after the other; each is deleted before the next."""
    mark = f"measuring {secrets.token_hex(4)}"
    drafts = drafts_to_save(mark)
    editor = User.objects.filter(username=EDITOR).first()
    if editor is None:
        raise BenchRefusedError("There is no user “editor” here. Measure a newsroom that has the demo: `make run`.")
    measured = Measured()
    try:
        with DeskBrowser(EDITOR) as desk:
            for number, draft in enumerate(islice(cycle(drafts), count), start=1):
                seconds = desk.seconds_until_flagged(draft)
                delete_drafts(editor, mark)
                note(measured, seconds)
                say(f"{number:4}  " + ("no link was seen" if seconds is None else f"{seconds:.2f} s"))
    finally:
        delete_drafts(editor, mark)
    return measured


def note(measured: Measured, seconds: float | None) -> None:
    if seconds is None:
        measured.missing += 1
    else:
        measured.seconds.append(seconds)


def drafts_to_save(mark: str) -> list[Draft]:
    """From the published quotations that are long enough to be related to themselves beyond doubt."""
    published = Quotation.objects.published().select_related("lead__capture__article").order_by("pk")
    leads = [quotation.lead for quotation in published[:500] if quotation.lead is not None]
    drafts = [
        Draft(lead.capture.article_id, lead.capture.article.title, without_end(lead.clause_exact), mark)
        for lead in leads
        if len(lead.clause_exact) >= ENOUGH_LETTERS and lead.capture.text.count(without_end(lead.clause_exact)) == 1
    ]
    if not drafts:
        raise BenchRefusedError("No published quote is here to compare with. Measure a newsroom that has some.")
    return drafts


def without_end(words: str) -> str:
    """The words without the last one, or without the last two characters where the script has no spaces."""
    shorter = words.rpartition(" ")[0] or words[:-2]
    return shorter.rstrip()


def delete_drafts(editor: User, mark: str) -> None:
    for quotation in Quotation.objects.filter(attributions__described_as=mark):
        delete_draft(by=editor, quotation=quotation)
