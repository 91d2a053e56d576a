"""Why a service refuses. The message says what was wrong and what to do; forms and commands show it as it is."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """`field` names the input at fault, empty for the whole; `params` are what the message was filled with."""

    def __init__(self, message: Any, *, field: str = "", params: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.params = params or {}

    def __str__(self) -> str:
        return str(self.message)
