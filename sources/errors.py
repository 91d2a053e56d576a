"""Why something could not be saved as an article or a copy of it. The message says what was wrong and what to do."""

from typing import Any


class SourceRefused(Exception):
    """`field` names the input at fault, empty for the whole."""

    def __init__(self, message: Any, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
