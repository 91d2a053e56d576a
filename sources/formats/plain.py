"""PURE. Plain text, as it came."""

from sources.formats.received import Received
from sources.text import Decoded, decode


def read(received: Received) -> Decoded:
    return decode(received.content, charset=received.charset, title=received.title, max_bytes=received.max_bytes)
