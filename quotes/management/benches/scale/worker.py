"""One worker of a bench: it does what the Celery task does at a wake-up, until no job is left.

Started as `python -m`: it says `ready` when its model is loaded, begins at a line on its input, and says `done`.
"""

import sys
from datetime import timedelta

import django


def main() -> None:
    django.setup()
    # Only now: models can be imported once the applications are ready.
    from django.utils import timezone  # noqa: PLC0415

    from quotes.matching.engine import default_engine  # noqa: PLC0415
    from quotes.services.flagging.working import work_through  # noqa: PLC0415

    default_engine().warm_up()
    _say("ready")
    sys.stdin.readline()
    work_through(clock=timezone.now, within=timedelta(hours=1))
    _say("done")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
