"""Reads the real input. Where ../shared exists, a file that is missing there fails the test that needs it."""

import calendar
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
ARTICLE = SHARED / "seed" / "asharq-2023-02-04.txt"
needs_seed = pytest.mark.skipif(not SHARED.exists(), reason="no ../shared beside this checkout")


def key() -> dict[str, Any]:
    return json.loads(ARTICLE.with_suffix(".key.json").read_text("utf-8"))


def records() -> dict[str, dict[str, Any]]:
    lines = (SHARED / "seed" / "quotations.jsonl").read_text("utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def said(entry: Mapping[str, Any]) -> tuple[date, date]:
    """The interval of a key entry: a day, or the whole month."""
    if entry["said_on_precision"] == "day":
        day = date.fromisoformat(entry["said_on"])
        return day, day
    year, month = map(int, entry["said_on"].split("-"))
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
