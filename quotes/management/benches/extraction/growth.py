"""How long hostile texts take: the same piece again and again, of an eighth of a megabyte and of a whole one."""

import time
from collections.abc import Iterator
from typing import Final

from quotes.extraction.engine import LANGUAGES, extract
from quotes.management.benches.refusing import Say

SIZES: Final = (125_000, 1_000_000)
MOST_SECONDS: Final = 5.0
PIECES: Final = (
    "“" * 50 + " said ",
    "he said that ",
    "«قال ",
    "، قال أن ",
    "according to ",
    "Mr. A, ",
    "that ",
    "and said ",
    "'s ",
    '"a" ',
    "— Name",
    "بحسب ",
    "“他说，",
    "…",
    ": he, ",
    "сказал, что ",
    "a dit que ",
    "dijo, ",
    "pidió a ",
    "Dijo. ",
    "d'",
    "говоря ",
    "«А»\n",
    "答：\n",
    "“a。”他说。",
    "张三说，据李四称：“好。”\n",
    "\n",
    "a",
)


def measure(say: Say, progress: Say) -> None:
    """Print, for each language, the piece whose megabyte takes longest, and how it grew."""
    say(f"The slowest of {len(PIECES)} texts that repeat one piece, seconds of CPU:")
    say("")
    say("| language | piece | 125,000 characters | 1,000,000 characters | times | wanted: at most 5 s |")
    say("|---|---|---|---|---|---|")
    for language in sorted(LANGUAGES):
        progress(language)
        large, small, piece = max(_timed(language))
        verdict = "reached" if large <= MOST_SECONDS else "MISSED"
        say(f"| {language} | `{piece[:20].strip()}` | {small:.2f} | {large:.2f} | {large / small:.1f} | {verdict} |")


def _timed(language: str) -> Iterator[tuple[float, float, str]]:
    for piece in PIECES:
        small, large = (_seconds(piece * (size // len(piece)), language) for size in SIZES)
        yield large, max(small, 1e-6), piece


def _seconds(text: str, language: str) -> float:
    began = time.process_time()
    extract(text, language=language)
    return time.process_time() - began
