"""Whether probabilities are what happens: a table of bins, and a diagram of it (Niculescu-Mizil and Caruana 2005)."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

BINS = 10

# The drawing, in its own units.
_SIZE, _LEFT, _TOP, _BOTTOM, _RIGHT = 320, 56, 44, 56, 150
_COLOURS = ("#1f4e8c", "#a04000")


@dataclass(frozen=True)
class Bin:
    """Pairs whose probability is at least `low` and below `high` (the last bin: at most)."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float


@dataclass(frozen=True)
class Series:
    """The bins of one collection of pairs; empty bins are left out."""

    name: str
    bins: Sequence[Bin]
    brier: float

    @property
    def error(self) -> float:
        """The expected calibration error: how far bins are off, weighted by their pairs."""
        total = sum(one.count for one in self.bins)
        return sum(one.count * abs(one.predicted - one.observed) for one in self.bins) / total if total else 0.0


def series(name: str, pairs: Sequence[tuple[float, bool]]) -> Series:
    """Sort pairs of (probability, what happened) into bins of equal width."""
    bins = []
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        held = [one for one in pairs if low <= one[0] < high or (place == BINS - 1 and one[0] == 1)]
        if held:
            predicted = sum(one[0] for one in held) / len(held)
            bins.append(Bin(low, high, len(held), predicted, sum(one[1] for one in held) / len(held)))
    brier = sum((probability - happened) ** 2 for probability, happened in pairs) / len(pairs) if pairs else 0.0
    return Series(name, bins, brier)


def svg(title: str, drawn: Sequence[Series]) -> str:
    """Return a diagram as a file of its own: predicted against observed, one mark a bin, the diagonal is perfect."""
    width, height = _LEFT + _SIZE + _RIGHT, _TOP + _SIZE + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="14" fill="#1a1a1a">{escape(title)}</text>',
        *_axes(),
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#767676" stroke-dasharray="4 4"/>',
    ]
    for number, one in enumerate(drawn):
        parts += _marks(one, number)
    return "\n".join([*parts, "</svg>", ""])


def _axes() -> list[str]:
    parts = [
        f'<text x="{_x(0.5)}" y="{_y(0) + 44}" text-anchor="middle" fill="#1a1a1a">'
        "probability that the engine gives</text>",
        f'<text transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle" fill="#1a1a1a">'
        "share that are right</text>",
    ]
    for step in range(0, 11, 2):
        at = step / 10
        parts += [
            f'<line x1="{_x(at)}" y1="{_y(0)}" x2="{_x(at)}" y2="{_y(1)}" stroke="#e0e0e0"/>',
            f'<line x1="{_x(0)}" y1="{_y(at)}" x2="{_x(1)}" y2="{_y(at)}" stroke="#e0e0e0"/>',
            f'<text x="{_x(at)}" y="{_y(0) + 18}" text-anchor="middle" fill="#1a1a1a">{at:.1f}</text>',
            f'<text x="{_x(0) - 8}" y="{_y(at) + 4}" text-anchor="end" fill="#1a1a1a">{at:.1f}</text>',
        ]
    return parts


def _marks(one: Series, number: int) -> list[str]:
    """A circle for the first series, a square for the second: colour is not the only sign."""
    colour = _COLOURS[number % len(_COLOURS)]
    points = [(_x(each.predicted), _y(each.observed), each) for each in one.bins]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>']
    for x, y, each in points:
        told = f"<title>{each.low:.1f} to {each.high:.1f}: {each.count} pairs, {each.observed:.3f} right</title>"
        parts.append(_mark(x, y, number, colour, told))
    x, y = _LEFT + _SIZE + 18, _TOP + 14 + 20 * number
    return [
        *parts,
        _mark(x, y, number, colour, ""),
        f'<text x="{x + 10}" y="{y + 4}" fill="#1a1a1a">{escape(one.name)}</text>',
    ]


def _mark(x: float, y: float, number: int, colour: str, told: str) -> str:
    if number % 2 == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}">{told}</circle>'
    return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}">{told}</rect>'


def _x(share: float) -> float:
    return _LEFT + share * _SIZE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIZE
