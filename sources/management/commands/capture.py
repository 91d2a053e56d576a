"""`manage.py capture ADDRESS` fetches an article and keeps it; `manage.py capture FILE --publication … --published …
--language … --title …` keeps a file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from sources import problems
from sources.errors import SourceRefused
from sources.languages import LANGUAGE_CHOICES
from sources.management import arguments
from sources.models import Article, Capture, CaptureJob, Publication
from sources.services import recording, working
from sources.services.recognising import Said, publication_named
from sources.text import TextRefused
from sources.unfetched import FetchRefused
from sources.visiting import visit

LANGUAGES = [code for code, _ in LANGUAGE_CHOICES]


TOLD_OF_A_FILE = ("publication", "published", "language", "title")
OF_FILES_ALONE = ("kind", "published", "title", "authors", "address", "charset")


class Command(BaseCommand):
    help = (
        "Keep an article and a saved copy of it, from its address or from a file. Of an address the page itself says"
        " what is not given. The same again is the same saved copy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="ADDRESS|FILE", help="https://outlet/article, or a text or a saved page")
        parser.add_argument("--publication", metavar="NAME", help="the outlet that published it")
        parser.add_argument("--kind", choices=Publication.Kind.values, help="adds the outlet where it is not known yet")
        parser.add_argument("--published", metavar="DAY", help="2023-02-04, or 2023-01-01..2023-01-31, or unknown")
        parser.add_argument("--language", choices=LANGUAGES, help="the language of the article")
        parser.add_argument("--title", help="its headline")
        parser.add_argument("--authors", default="", help="as the outlet names them")
        parser.add_argument("--address", default="", metavar="URL", help="where it was published")
        parser.add_argument("--charset", help="its encoding, where it is not UTF-8 (for example windows-1256)")
        parser.add_argument("--anyway", action="store_true", help="keep a page that seems to be no article")

    def handle(self, *args: Any, **options: Any) -> None:
        if "://" in options["file"]:
            self.report(*fetched(options))
            return
        missing = [f"--{name}" for name in TOLD_OF_A_FILE if options[name] is None]
        if missing:
            raise CommandError(f"A file does not say everything of its article. Give {', '.join(missing)} as well.")
        content = arguments.file_content(options["file"], settings.CAPTURE_MAX_BYTES)
        try:
            with transaction.atomic():
                self.report(*keep(content, checked(options)))
        except SourceRefused as refused:
            raise CommandError(f"{options['file']}: {refused}") from refused

    def report(self, capture: Capture, is_new: bool) -> None:
        what = "page" if capture.method == Capture.Method.FETCHED else "file"
        if capture.erased_at:
            raise CommandError(
                f"The saved copy of this file (number {capture.pk}) was erased by law on"
                f" {capture.erased_at:%Y-%m-%d}: {capture.erased_because} It is not kept again."
            )
        if not is_new:
            self.stdout.write(f"This {what} is here already, saved on {capture.captured_at:%Y-%m-%d %H:%M} UTC.")
        self.stdout.write(f"article {capture.article_id}: {capture.article.title}")
        self.stdout.write(f"saved copy {capture.pk}")
        self.stdout.write(f"SHA-256 {capture.sha256}")
        self.stdout.write(f"{len(capture.text)} characters")


def fetched(options: dict[str, Any]) -> tuple[Capture, bool]:
    """The saved copy of the page at the address, and whether it is new."""
    useless = [f"--{name}" for name in OF_FILES_ALONE if options[name]]
    if useless:
        raise CommandError(f"The page itself says it: leave out {', '.join(useless)}, and correct it at the desk.")
    publication = publication_named(options["publication"]) if options["publication"] else None
    if options["publication"] and publication is None:
        raise arguments.unknown_publication(options["publication"])
    address = options["file"]
    try:
        page = visit(address, now=timezone.now())
        decoded = recording.text_of(
            page.content, media_type=page.media_type, charset=page.charset, address=page.address
        )
    except (FetchRefused, TextRefused) as refusal:
        raise CommandError(f"{address}: {problems.sentence_of(problems.of_refusal(refusal))}") from refusal
    problem = None if options["anyway"] else working.doubt(page, decoded)
    if problem:
        raise CommandError(f"{address}: {problems.sentence_of(problem)} (--anyway keeps it all the same.)")
    with transaction.atomic():
        said = Said(publication, options["language"] or "")
        capture, outcome = working.keep_page(page, decoded, by=None, asked=address, said=said)
    return capture, outcome != CaptureJob.Outcome.UNCHANGED


def checked(options: dict[str, Any]) -> dict[str, Any]:
    """The options as the columns can hold them."""
    return options | {
        "publication": arguments.storable("publication", options["publication"], 200),
        "title": arguments.storable("title", options["title"], 500),
        "address": arguments.storable("address", options["address"], 2000),
        "authors": arguments.storable("authors", options["authors"], 500),
        "published": arguments.days(options["published"], timezone.now().date()),
    }


def keep(content: bytes, options: dict[str, Any]) -> tuple[Capture, bool]:
    """The saved copy, and whether it is new."""
    publication = publication_for(options)
    existing = recording.capture_of_file(publication=publication, content=content)
    if existing is not None:
        return existing, False
    capture = recording.record_capture(
        by=None,
        now=timezone.now(),
        article=article_for(publication, options),
        content=content,
        method=Capture.Method.FILE,
        media_type=arguments.media_type(options["file"], content),
        file_name=Path(options["file"]).name,
        charset=options["charset"],
        address=options["address"],
    )
    return capture, True


def publication_for(options: dict[str, Any]) -> Publication:
    name, kind = options["publication"], options["kind"]
    known = publication_named(name)
    if known is not None:
        return known
    if not kind or not name:
        raise arguments.unknown_publication(name)
    return recording.add_publication(by=None, name=name, kind=kind, language=options["language"])


def article_for(publication: Publication, options: dict[str, Any]) -> Article:
    article = recording.add_article(
        by=None,
        publication=publication,
        title=options["title"],
        language=options["language"],
        canonical_address=options["address"] or None,
        published=options["published"],
        authors=options["authors"],
    )
    if article.publication_id != publication.pk:
        raise CommandError(
            f"{article.canonical_address} is already here as an article of {article.publication}"
            f" (article {article.pk}), not of {publication}. Name that outlet, or check the address."
        )
    return article
