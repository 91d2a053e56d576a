"""PURE. Why a page that was received is no article."""

from typing import Final, Literal, get_args

Pretence = Literal["robot-check", "login", "consent", "paywall", "not-found", "needs-script", "blocked"]
PRETENCES: Final[tuple[str, ...]] = get_args(Pretence)
