"""The vectors by encoder: what serves, how far the next ones are, and each step by hand for whoever will not wait."""

import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quotes.candidates import hnsw
from quotes.candidates.errors import CandidatesUnavailableError
from quotes.models import VectorIndex
from quotes.services.encoding.choosing import configured_engine
from quotes.services.encoding.indexes import index_of
from quotes.services.encoding.reencoding import abandon, being_built, encode_missing, missing
from quotes.services.encoding.switching import is_searchable, make_searchable, purge, switch, with_vectors_left
from quotes.services.endpoints import EndpointError

SLICE = timedelta(seconds=5)
ACTS = {
    "status": "show which vectors serve, and how far others are",
    "build": "make the vectors of the encoder that the settings name, to the end",
    "switch": "let the vectors that were built serve now",
    "retire": "remove the vectors that no longer serve, and what was begun for an encoder that is not wanted any more",
}


class Command(BaseCommand):
    help = "Change the encoder (ENCODER, EMBEDDINGS_*). The worker takes these steps by itself, a little at a time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="WHAT")
        for name, what in ACTS.items():
            acts.add_parser(name, help=what)

    def handle(self, *args: Any, **options: Any) -> None:
        acts = {"status": self._status, "build": self._build, "switch": self._switch, "retire": self._retire}
        try:
            acts[options["act"]]()
        except (EndpointError, CandidatesUnavailableError) as away:
            raise CommandError(str(away)) from away

    def _status(self) -> None:
        configured = configured_engine().vector_version
        self.stdout.write(f"The settings name: {configured}")
        for index in VectorIndex.objects.order_by("pk"):
            self.stdout.write(_line(index))
        if not VectorIndex.objects.filter(encoder_version=configured).exists():
            self.stdout.write("It has no vectors yet. The worker makes them, or `manage.py encoders build`.")

    def _build(self) -> None:
        index = index_of(configured_engine(), now=timezone.now())
        if index.state == VectorIndex.State.BUILDING:
            self._encode(index)
        began = time.monotonic()
        make_searchable(index, clock=timezone.now)
        self.stdout.write(f"The search index stands, after {time.monotonic() - began:.0f} s.")

    def _encode(self, index: VectorIndex) -> None:
        while missing(index).exists():
            done = encode_missing(index, clock=timezone.now, within=SLICE)
            index.refresh_from_db()
            if index.last_error:
                raise CommandError(index.last_error)
            self.stdout.write(_counted(index) if done else f"{_counted(index)}, a worker is at it")
            if not done:
                VectorIndex.objects.filter(pk=index.pk, lease_token=None).update(encoded_up_to=0)
                time.sleep(1)

    def _switch(self) -> None:
        index = being_built()
        if index is None:
            raise CommandError("Nothing is being built: the vectors that serve are those of the settings.")
        if not switch(index, now=timezone.now()):
            left = missing(index).count()
            stands = "stands" if is_searchable(index) else "does not stand"
            raise CommandError(
                f"{index} cannot serve yet: {left} wordings have no vector, its search index {stands}."
                " Run `manage.py encoders build` first."
            )
        self.stdout.write(f"{index} serves now.")

    def _retire(self) -> None:
        if count := abandon(now=timezone.now()):
            self.stdout.write(f"Given up, because the settings name another encoder: {count}")
        for index in with_vectors_left():
            done = 0
            while count := purge(index):
                done += count
                self.stdout.write(f"{index}: looked through {done} wordings")
            self.stdout.write(f"{index}: its vectors are removed.")


def _line(index: VectorIndex) -> str:
    said = [f"{index.encoder_version} ({index.dimension} numbers): {index.state}"]
    if index.state == VectorIndex.State.BUILDING:
        said.append(_counted(index))
    if index.state != VectorIndex.State.RETIRED:
        said.append(f"search index {'stands' if is_searchable(index) else hnsw.progress(index.pk) or 'does not stand'}")
    return ", ".join(said) + (f"\n    {index.last_error}" if index.last_error else "")


def _counted(index: VectorIndex) -> str:
    return f"encoded {index.encoded_count} of {index.total_count} wordings"
