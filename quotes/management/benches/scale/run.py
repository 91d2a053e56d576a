"""One bench of scale from the real texts to the report."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection

from quotes.management.benches.refusing import BenchRefusedError, Say
from quotes.management.benches.scale.asking import questions_from
from quotes.management.benches.scale.comparing import compare_distances
from quotes.management.benches.scale.database import scratch_database, server_settings
from quotes.management.benches.scale.encoder_cost import measure_encoders
from quotes.management.benches.scale.encoding import Encoded, encode_once
from quotes.management.benches.scale.measuring import SEED, measure_size
from quotes.management.benches.scale.perturbing import Grounds, Growth, remembered_grounds
from quotes.management.benches.scale.texts import RealText, read_texts
from quotes.management.benches.scale.workers import measure_workers
from quotes.matching.encoders import UseEncoder
from quotes.matching.passages import indexed
from quotes.matching.wordings import read

BASE = 100_000
"""A larger corpus is compared with this one, in the same run."""
ENOUGH_TEXTS = 50_000
SEARCHED = 120
COUNTED = 2_000


@dataclass(frozen=True)
class Wish:
    """What the command line asked for. `memory` is PostgreSQL's maintenance_work_mem while the index is built."""

    quotes: int
    data: Path
    cache: Path
    keep: bool
    memory: str
    parts: frozenset[str]


def measure_scale(wish: Wish, *, say: Say, now: datetime) -> dict[str, Any]:
    """Return all figures; what was made on the way is gone, except the vectors of the real texts."""
    encoded = _real_texts(wish, say)
    say("neighbours of the real texts")
    grounds = remembered_grounds(encoded, wish.cache)
    report: dict[str, Any] = {
        "quotes": wish.quotes,
        "real_texts": len(encoded.texts),
        "machine": machine(),
        "load_before": os.getloadavg(),
        "vectors_a_text": vectors_a_text(encoded.texts),
        "distances": compare_distances(grounds, wish.quotes, say=say),
        "sizes": [],
    }
    if "encoders" in wish.parts:
        say("processor time of encoders")
        report["encoders"] = measure_encoders(_sample(encoded))
    if wish.parts & {"search", "workers"}:
        for size in sorted({min(BASE, wish.quotes), wish.quotes}):
            _measure_size(size, grounds, wish, report, say=say, now=now)
    report["load_after"] = os.getloadavg()
    return report


def _measure_size(size: int, grounds: Grounds, wish: Wish, report: dict[str, Any], *, say: Say, now: datetime) -> None:
    """Fill a scratch database of this size, and measure what was asked for; workers at the first size only."""
    with scratch_database(size, keep=wish.keep) as name:
        say(f"{name}: {size:,} quotations")
        report["server"] = server_settings()
        growth = Growth(grounds, size, seed=SEED)
        report["sizes"].append(measure_size(growth, wish.memory, search="search" in wish.parts, say=say, now=now))
        if "workers" in wish.parts and len(report["sizes"]) == 1:
            count = min(SEARCHED, size // 20, len(grounds))
            words = questions_from(growth, count, seed=SEED + 1).words
            report["workers"] = measure_workers(words, now, say)


def vectors_a_text(texts: Sequence[RealText]) -> float:
    """Return how many vectors an index keeps of a real text, on average: one of the whole, and those of its clauses.

    The corpora here have one a quotation: of clauses that the rule makes nobody knows the vectors.
    """
    chance = np.random.default_rng(SEED)
    some = [texts[place] for place in chance.permutation(len(texts))[:COUNTED]]
    readings = [read(text.text, text.language) for text in some]
    return float(np.mean([1 + len(indexed(reading.passages, reading.script)) for reading in readings]))


def _sample(encoded: Encoded) -> list[str]:
    chance = np.random.default_rng(SEED)
    return [encoded.texts[place].text for place in chance.permutation(len(encoded.texts))]


def _real_texts(wish: Wish, say: Say) -> Encoded:
    if not wish.data.is_dir():
        raise BenchRefusedError(f"There is no folder {wish.data}. Give one with labelled texts: --data FOLDER.")
    try:
        texts = read_texts(wish.data)
    except (OSError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BenchRefusedError(f"The texts in {wish.data} cannot be read: {error}.") from error
    if len(texts) < 2 * 11:
        raise BenchRefusedError(
            f"{wish.data} holds {len(texts)} texts. Give a folder of JSON lines with `text`, or `text1` and `text2`."
        )
    if len(texts) < ENOUGH_TEXTS:
        say(f"Only {len(texts):,} real texts: figures of a corpus that stands on so few say little.")
    say(f"{len(texts):,} real texts in {wish.data}")
    if wish.parts & {"search", "workers"}:
        # Encoding takes minutes: whoever has no server running is told before.
        connection.ensure_connection()
    return encode_once(texts, UseEncoder(), wish.cache, say)


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    kilobytes = int(Path("/proc/meminfo").read_text().split(maxsplit=2)[1])
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(kilobytes / 1024**2, 1),
        "processor": models[0].partition(":")[2].strip() if models else platform.processor(),
    }
