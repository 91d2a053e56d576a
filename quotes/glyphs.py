"""One shape for each language, so that nobody needs colours to tell languages apart. PURE.

Paths are drawn around the origin, at most REACH units from it in every direction.
"""

from math import cos, pi, sin

REACH = 9.0


def _corners(count: int, *, turn: float = 0.0, reach: float = REACH, inner: float | None = None) -> str:
    """A regular figure, its first corner on top; with `inner` a star whose notches lie so far from the middle."""
    reaches = [reach] if inner is None else [reach, inner]
    steps = count * len(reaches)
    angles = [2 * pi * (step / steps + turn) - pi / 2 for step in range(steps)]
    points = [
        f"{reaches[step % len(reaches)] * cos(angle):.1f} {reaches[step % len(reaches)] * sin(angle):.1f}"
        for step, angle in enumerate(angles)
    ]
    return f"M{'L'.join(points)}z"


CIRCLE = "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z"
RING = f"{CIRCLE}M-3.5 0a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0z"
SQUARE = "M-7 -7h14v14h-14z"
CROSS = "M-3 -9h6v6h6v6h-6v6h-6v-6h-6v-6h6z"
HALF = "M-9 5a9 9 0 0 1 18 0z"
BAR = "M-9 -4h18v8h-18z"

GLYPHS = {
    "ar": CIRCLE,
    "en": SQUARE,
    "ru": _corners(3),
    "zh": _corners(4),
    "fr": _corners(3, turn=0.5),
    "es": _corners(5, inner=4.0),
    "it": _corners(6),
    "de": CROSS,
    "fa": HALF,
    "tr": BAR,
    "uk": _corners(5),
    "he": _corners(6, inner=5.0),
}


def glyph(language: str) -> str:
    """The path of a language's shape; a ring for languages that have none of their own."""
    return GLYPHS.get(language.partition("-")[0].lower(), RING)
