"""Files to import. Texts are invented."""

import csv
import json
from pathlib import Path
from typing import Any

TEXT = "At the port on Monday the minister said: “The harbour will be finished in May.” Nobody asked when."
WORDS = "The harbour will be finished in May."


def row(number: int = 1, **changed: Any) -> dict[str, Any]:
    """One sound row; None takes a field away."""
    told = {
        "title": f"Harbour works, part {number}",
        "outlet": "The Harbour Post",
        "outlet_kind": "newspaper",
        "language": "en",
        "published": "2026-11-02",
        "address": f"https://post.example/harbour/{number}",
        "text": TEXT,
        "words": WORDS,
        "cue": "said",
        "speaker": "Minister of Harbours",
        "said": "2026-11-02",
    }
    return {name: value for name, value in {**told, **changed}.items() if value is not None}


def jsonl(path: Path, *rows: dict[str, Any] | str) -> Path:
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def csv_file(path: Path, *rows: dict[str, Any]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted({name for one in rows for name in one}))
        writer.writeheader()
        writer.writerows(rows)
    return path
