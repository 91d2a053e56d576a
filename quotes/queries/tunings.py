"""What was learnt from decisions, as the desk shows it: the latest attempts, and which of them is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotes.models import Calibration, CalibrationUse, Ranking, RankingUse

SHOWN: Final = 20


@dataclass(frozen=True)
class Tuning:
    """One attempt as the desk shows it. Errors are log losses in hundredths of a nat, `order` is out of 100."""

    attempt: Calibration | Ranking
    in_use: bool

    @property
    def errors(self) -> tuple[int, int]:
        before, after = self.attempt.figures["loss"]
        return round(100 * before), round(100 * after)

    @property
    def orders(self) -> tuple[int, int]:
        before, after = self.attempt.figures["precision"]
        return round(100 * before), round(100 * after)

    @property
    def surer(self) -> int:
        surer: float = self.attempt.figures["surer"]
        return round(100 * surer)


@dataclass(frozen=True)
class Tunings:
    """The latest attempts, and the choice that counts now: None where nobody and nothing has chosen yet."""

    rows: tuple[Tuning, ...]
    use: CalibrationUse | RankingUse | None
    used: Calibration | Ranking | None


def tunings_of_links() -> Tunings:
    """2 queries."""
    use = CalibrationUse.objects.select_related("calibration", "used_by").first()
    return _tunings(Calibration.objects.select_related("made_by")[:SHOWN], use, use.calibration if use else None)


def tunings_of_the_inbox() -> Tunings:
    """2 queries."""
    use = RankingUse.objects.select_related("ranking", "used_by").first()
    return _tunings(Ranking.objects.select_related("made_by")[:SHOWN], use, use.ranking if use else None)


def _tunings(
    attempts: Iterable[Calibration | Ranking],
    use: CalibrationUse | RankingUse | None,
    used: Calibration | Ranking | None,
) -> Tunings:
    return Tunings(tuple(Tuning(row, row == used) for row in attempts), use, used)
