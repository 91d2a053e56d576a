"""PURE. Files of every kind that newsrooms receive, each read by a file of its own.

`read` chooses by what the bytes are, then by what the sender and the file's name say: a PDF that is called .txt is a
PDF. Formats are imported when first needed; their libraries take longer to load than a page to read.
"""

from importlib import import_module

from sources.formats.kinds import kind_of
from sources.formats.received import Received
from sources.text import DEFAULT_MAX_BYTES, Decoded, check_size


def read(
    content: bytes,
    *,
    media_type: str = "",
    file_name: str = "",
    charset: str | None = None,
    title: str = "",
    address: str = "",
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Decoded:
    """The text of a received file, its blocks, what it says about itself and what of it could not be read;
    `TextRefused` where there is no text to keep."""
    check_size(content, max_bytes)
    declared, _, parameters = media_type.partition(";")
    received = Received(
        content, declared.strip().lower(), file_name, charset or _charset(parameters), title, address, max_bytes
    )
    reader = import_module(f"sources.formats.{kind_of(received)}")
    decoded: Decoded = reader.read(received)
    return decoded


def _charset(parameters: str) -> str | None:
    """The encoding among the parameters of a media type (RFC 9110, section 8.3)."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
