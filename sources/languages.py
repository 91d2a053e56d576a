"""The languages of texts: which are offered, what they are called, which way they run."""

from typing import Final

from django.utils.translation import pgettext_lazy

LANGUAGE_CHOICES: Final = [
    ("ar", pgettext_lazy("language", "Arabic")),
    ("en", pgettext_lazy("language", "English")),
    ("ru", pgettext_lazy("language", "Russian")),
    ("zh", pgettext_lazy("language", "Chinese")),
    ("fr", pgettext_lazy("language", "French")),
    ("es", pgettext_lazy("language", "Spanish")),
    ("it", pgettext_lazy("language", "Italian")),
    ("de", pgettext_lazy("language", "German")),
    ("fa", pgettext_lazy("language", "Persian")),
    ("tr", pgettext_lazy("language", "Turkish")),
    ("uk", pgettext_lazy("language", "Ukrainian")),
    ("he", pgettext_lazy("language", "Hebrew")),
    ("und", pgettext_lazy("language", "Another language")),
]
UNDETERMINED: Final = "und"
"""A text in none of the languages above, or too short to tell (BCP 47, ISO 639-2)."""

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML's `dir` wants it."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
