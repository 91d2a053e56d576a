"""Articles with quotations in them, read as the worker reads them. Texts and offices are invented."""

from datetime import timedelta

from quotes.models import ExtractionRun, Proposal
from quotes.services.extracting.working import work_through
from sources.models import Article, Capture
from tests.factories import NOW, make_article, make_capture

HARBOUR = (
    "The harbour works will go on through the winter, the council heard on Monday.\n\n"
    "Harbour Minister Dana Ilves said: “We will open the northern quay before the first snow falls.” "
    "She added that the ferries would wait until spring.\n\n"
    "“There is no money for a second bridge,” said Piet Marlow, the treasurer.\n\n"
    "A senior official said the contract “was never read by anybody in the ministry”."
)
QUAY = "We will open the northern quay before the first snow falls."
BRIDGE = "There is no money for a second bridge,"
ARABIC = (
    "تتواصل أعمال الميناء طوال الشتاء.\n\n"
    "وقالت وزيرة الموانئ دانة إلفس: «سنفتح الرصيف الشمالي قبل أول ثلوج الشتاء». "
    "وأضافت أن العبّارات ستنتظر حتى الربيع.\n\n"
    "وقال مسؤول كبير إن العقد «لم يقرأه أحد في الوزارة»."
)


def read_all(minutes: int = 0) -> int:
    """Read all captures now, `minutes` after the tests' hour."""
    now = NOW + timedelta(minutes=minutes)
    return work_through(clock=lambda: now, within=timedelta(minutes=1))


def made(text: str = HARBOUR, *, language: str = "en", article: Article | None = None) -> Capture:
    """A capture that was read."""
    capture = make_capture(text, article=article or make_article(language=language), language=language)
    read_all()
    return capture


def proposals_of(capture: Capture) -> list[Proposal]:
    return list(Proposal.objects.filter(run__capture=capture).order_by("clause_start"))


def proposal_with(words: str, capture: Capture | None = None) -> Proposal:
    rows = Proposal.objects.filter(clause_exact__contains=words)
    return rows.get(run__capture=capture) if capture else rows.get()


def run_of(capture: Capture) -> ExtractionRun:
    return ExtractionRun.objects.get(capture=capture)
