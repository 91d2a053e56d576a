"""`manage.py bench extraction`: proposed quotations against labelled ones."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from quotes.extraction.documents import answer
from quotes.management.benches.extraction import growth, ranking
from quotes.management.benches.extraction.scoring import FIGURES, Score, score
from quotes.management.benches.extraction.sets import LabelledArticle, read_sets
from quotes.management.benches.machine import machine
from quotes.management.benches.refusing import BenchRefusedError, Say
from sources.tongues import language_of

NAME = "extraction"
HELP = "find the quotations in labelled articles"
WORDS_OF_AN_ARTICLE: Final = 800


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="folder of labelled articles, at any depth; docs/extraction.md describes the formats",
    )
    parser.add_argument("--set", default="", metavar="NAME", help="only sets whose name begins so")
    parser.add_argument("--run", type=Path, metavar="OUT.jsonl", help="write what was found, one article a line")
    parser.add_argument("--growth", action="store_true", help="time hostile texts of a megabyte instead")
    parser.add_argument(
        "--ranking", action="store_true", help="measure what decisions like the labels would teach, instead"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON and nothing else")


def run(options: dict[str, Any], *, say: Say, progress: Say) -> None:
    """Measure each set, and print its figures."""
    if options["growth"]:
        say(f"Machine: {machine()}")
        growth.measure(say, progress)
        return
    if options["data"] is None:
        raise BenchRefusedError("Give --data DIR, a folder of labelled articles (docs/extraction.md).")
    sets = read_sets(options["data"], only=options["set"])
    if options["ranking"]:
        ranking.measure(sets, say)
        return
    found: dict[str, list[dict[str, Any]]] = {}
    scores: dict[str, Score] = {}
    seconds = 0.0
    for name, articles in sets.items():
        progress(f"{name}: {len(articles)} articles")
        found[name] = [_found(article) for article in articles]
        # Timed a second time: tables and forms are made once in a process, and a set may be small.
        began = time.process_time()
        for article in articles:
            _found(article)
        seconds += time.process_time() - began
        scores[name] = score(articles, {row["id"]: row["quotes"] for row in found[name]})
    if options["run"]:
        lines = [json.dumps(row, ensure_ascii=False) for rows in found.values() for row in rows]
        options["run"].write_text("\n".join(lines) + "\n", "utf-8")
    if options["json"]:
        say(json.dumps({"sets": {name: one.as_json() for name, one in scores.items()}}))
        return
    for line in _report(scores, seconds):
        say(line)


def _found(article: LabelledArticle) -> dict[str, Any]:
    document = article.document
    return answer(document, language=document.language or language_of(document.text) or "")


def _report(scores: dict[str, Score], seconds: float) -> list[str]:
    columns = ["set", "articles", *FIGURES, "scare rejected", "kind", "day"]
    lines = [f"Machine: {machine()}", "", f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    for name, one in scores.items():
        shown = one.as_json()
        figures = ["{F:.3f} ({P:.2f}/{R:.2f})".format(**shown[figure]) for figure in FIGURES]
        extra = [shown["scare quotes rejected"], shown["kind right"], shown["day right"]]
        cells = [name, str(one.articles), *figures, *("–" if value is None else f"{value:.2f}" for value in extra)]
        lines.append("| " + " | ".join(cells) + " |")
    words = sum(one.words for one in scores.values())
    speed = words / WORDS_OF_AN_ARTICLE / seconds
    return [
        *lines,
        "",
        "F (precision/recall).",
        f"{speed:.0f} articles of {WORDS_OF_AN_ARTICLE} words a second of CPU, one thread ({words:,} words).",
    ]
