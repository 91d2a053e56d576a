"""`manage.py learn links`: how far the probabilities of possible links are off."""

from typing import Final

from django.utils import timezone

from quotes.management.benches.refusing import Say
from quotes.management.lessons.saying import TOO_FEW, trial_lines, verdict_line
from quotes.queries.learning import linked_by_hand
from quotes.services.encoding.choosing import configured_engine
from quotes.services.learning.lessons import learn
from quotes.services.learning.rejudging import judge_again

NAME: Final = "links"
HELP: Final = (
    "from decisions on possible links; those from the time of another engine are judged by the present one first"
)


def run(*, dry_run: bool, say: Say) -> None:
    engine = configured_engine()
    left = judge_again(engine, clock=timezone.now, until=timezone.now() if dry_run else None)
    if left:
        say(f"Decisions that the present engine has not judged yet, left out of this trial: {left}")
    lesson = learn(now=timezone.now(), engine_version=engine.version, dry_run=dry_run)
    say(f"Decided suggestions to learn from: {lesson.learnt}; held back: {lesson.held}")
    say(f"Links made by hand, which carry no probability to learn from: {linked_by_hand()}")
    if lesson.comparison is None:
        say(TOO_FEW)
        return
    for line in trial_lines(lesson.comparison):
        say(line)
    say(verdict_line(lesson.comparison, lesson.calibration.pk if lesson.calibration else None))
