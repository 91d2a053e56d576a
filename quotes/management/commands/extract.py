"""`manage.py extract --jsonl IN --out OUT`: finds the quotations in articles; needs no database."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from quotes.extraction.documents import BadDocumentError, GivenDocument, answer, read_document
from quotes.management.line_files import opened, refuse_paths, written_whole
from sources.tongues import language_of

# Whoever waits longer than this is told how far it is.
TELL_EVERY = 5.0


class Command(BaseCommand):
    help = (
        "Find the quotations in articles: one JSON object a line in, one a line out. No database is needed."
        " docs/extraction.md explains the fields."
    )
    # Nothing of the newsroom is asked, so nothing of it is checked.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", type=Path, required=True, metavar="IN", help="file of articles, one a line")
        parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="file to write; replaced if there")
        parser.add_argument(
            "--skip-bad",
            action="store_true",
            help="write lines that are no articles with an “error” instead of stopping at the first",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, target = options["jsonl"], options["out"].resolve()
        refuse_paths(source, target, rows="articles")
        try:
            with opened(source) as lines, written_whole(target) as out:
                articles, quotations = self._extract(lines, out, skip_bad=options["skip_bad"])
        except OSError as error:
            raise CommandError(f"{target} could not be written: {error.strerror}.") from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing was written.", returncode=130) from None
        self.stderr.write(f"{quotations} quotations in {articles} articles written to {target}.")

    def _extract(self, lines: Any, out: TextIO, *, skip_bad: bool) -> tuple[int, int]:
        began = told = time.monotonic()
        articles = quotations = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            row = self._answer(line, number, skip_bad=skip_bad)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            articles += 1
            quotations += len(row.get("quotes", []))
            if time.monotonic() - told >= TELL_EVERY:
                told = time.monotonic()
                self.stderr.write(f"{articles} articles, {articles / (told - began):.0f} a second")
        return articles, quotations

    def _answer(self, line: bytes, number: int, *, skip_bad: bool) -> dict[str, Any]:
        try:
            document = read_document(line, number)
        except BadDocumentError as error:
            if not skip_bad:
                raise CommandError(f"Line {number}: {error} (--skip-bad writes such lines as errors.)") from error
            return {"line": number, "error": str(error)}
        return answer(document, language=_language(document))


def _language(document: GivenDocument) -> str:
    return document.language or language_of(document.text) or ""
