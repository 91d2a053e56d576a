"""PURE. Dates as pages write them, without a guess: ISO 8601, W3C-DTF, RFC 5322 and the digits of a day."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from sources.metadata.facts import Precision, When

ISO: Final = re.compile(
    r"(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ]+(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d{1,9})?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?",
    re.I,
)
WORDED: Final = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-]+[A-Za-z]{3,9}[\s-]+\d{2,4}\b.{0,40}")
EARLIEST_YEAR: Final = 1600
LONGEST: Final = 80
DIGITS: Final = {ord(digit): str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(row)}
PRECISIONS: Final[tuple[Precision, ...]] = ("year", "month", "day")


def when(written: object) -> When | None:
    """The moment that a machine-readable date names; None where it names none."""
    if not isinstance(written, str) or len(written) > LONGEST:
        return None
    plain = written.strip().translate(DIGITS)
    try:
        return _iso(plain) or _worded(plain)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _iso(written: str) -> When | None:
    found = ISO.fullmatch(written)
    if not found or int(found.group(1)) < EARLIEST_YEAR:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if hour:
        offset = "+00:00" if zone in ("Z", "z") else zone or ""
        value = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{_with_colon(offset)}"
        datetime.fromisoformat(value)
        return When(value, "time")
    date(int(year), int(month or 1), int(day or 1))
    parts = [part for part in (year, month, day) if part]
    return When("-".join(parts), PRECISIONS[len(parts) - 1])


def _with_colon(offset: str) -> str:
    return f"{offset[:3]}:{offset[3:]}" if re.fullmatch(r"[+-]\d{4}", offset) else offset


def _worded(written: str) -> When | None:
    """RFC 5322, as headers and some pages have it: `Mon, 04 May 2026 10:00:00 +0300`."""
    if not WORDED.fullmatch(written):
        return None
    moment = parsedate_to_datetime(written)
    if moment.year < EARLIEST_YEAR:
        return None
    if ":" not in written:
        return When(moment.date().isoformat(), "day")
    return When(moment.isoformat(timespec="seconds"), "time")
