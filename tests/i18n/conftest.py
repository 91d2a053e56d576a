"""The Arabic catalogue for these tests, as `make test` compiles it, even where they run alone."""

import os

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.i18n.extracting import ROOT

CATALOGUE = ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")


def read_catalogue() -> Catalog:
    with CATALOGUE.open("rb") as lines:
        return read_po(lines, locale="ar")


def _compile() -> None:
    """Written beside and moved: another process of the same run may read or write it."""
    if COMPILED.exists() and COMPILED.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    draft = COMPILED.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as compiled:
        write_mo(compiled, read_catalogue())
    draft.replace(COMPILED)


# While tests are collected: Django reads a catalogue once, when the first page in that language is asked for.
_compile()


@pytest.fixture(scope="session")
def catalogue() -> Catalog:
    return read_catalogue()
