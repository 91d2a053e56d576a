"""Form fields and widgets that keep text as it was written. The desk's forms in every room are made of them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import pgettext_lazy

SURROGATE = re.compile("[\ud800-\udfff]")


class PlainText(forms.CharField):
    """Text with line ends as LF. A character that PostgreSQL cannot keep is refused with its name and place."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            refuse_unstorable(value)
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)


def refuse_unstorable(text: str) -> None:
    """ValidationError where the text holds a NUL or half of a surrogate pair."""
    position = text.find("\0")
    broken = SURROGATE.search(text)
    if position < 0 and broken is None:
        return
    place = position if position >= 0 else broken.start() if broken else 0
    raise ValidationError(
        pgettext_lazy(
            "verbatim",
            "Character %(place)s is %(code)s, which is not text and cannot be kept. "
            "Copy the words again as plain text, or remove it.",
        ),
        code="unstorable",
        params={"place": place + 1, "code": f"U+{ord(text[place]):04X}"},
    )


class TextLine(forms.TextInput):
    """One line that runs the way its first letter does."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "auto", "class": "vTextField", **(attrs or {})})


class TextArea(forms.Textarea):
    """Several lines, each running the way its first letter does."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "auto", "rows": 3, "class": "vLargeTextField", **(attrs or {})})


class DayInput(forms.DateInput):
    """The browser's own calendar: speaks the editor's language, works by keyboard and on a phone."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day as ISO 8601 from the browser, whatever the interface's language."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)
