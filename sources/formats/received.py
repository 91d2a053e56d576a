"""PURE. What was received, and what its sender said of it."""

from dataclasses import dataclass, replace

from sources.text import DEFAULT_MAX_BYTES


@dataclass(frozen=True, slots=True)
class Received:
    """`title` is the article's title as the desk knows it, `address` where it came from; both may be empty."""

    content: bytes
    media_type: str = ""
    file_name: str = ""
    charset: str | None = None
    title: str = ""
    address: str = ""
    max_bytes: int = DEFAULT_MAX_BYTES

    def part(self, content: bytes, charset: str | None) -> "Received":
        """A part of it, for example the body of a message."""
        return replace(self, content=content, charset=charset)
