"""PURE. Content encodings undone piece by piece, so that no compressed body grows beyond a limit in memory.

gzip (RFC 1952, several members), deflate (zlib as RFC 9110 says, or raw as some servers send it) and Brotli (RFC 7932).
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import brotli

from sources.unfetched import Bomb, BrokenEncoding, TooLarge, UnknownEncoding

ENCODINGS: Final = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br"}
PIECE: Final = 64 * 1024
"""Bytes that one step may unpack to."""
BOMB_RATIO: Final = 100
"""Pages shrink to a fifth, very repetitive ones to a fiftieth."""
GZIP: Final = 16 + zlib.MAX_WBITS


def encoding_of(header: str) -> str:
    """The one content encoding by its usual name, empty for none. `UnknownEncoding` for others and for several."""
    names = [name.strip().lower() for name in header.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > 1 or (names and names[0] not in ENCODINGS):
        raise UnknownEncoding(encoding=header.strip()[:40])
    return ENCODINGS[names[0]] if names else ""


def unpacked(pieces: Iterable[bytes], encoding: str, *, limit: int) -> tuple[bytes, int]:
    """The body and how many bytes of it were received. At most `limit` bytes, packed or not: `TooLarge`, `Bomb`.
    `BrokenEncoding` where it is not what it says, or ends too early."""
    received = 0
    body = bytearray()

    def counted() -> Iterator[bytes]:
        nonlocal received
        for piece in pieces:
            received += len(piece)
            if received > limit:
                raise TooLarge(limit=limit)
            yield piece

    for part in _parts(counted(), encoding):
        body += part
        if len(body) > limit:
            raise (Bomb if len(body) > BOMB_RATIO * received else TooLarge)(limit=limit)
    return bytes(body), received


def _parts(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    if not encoding:
        return pieces
    unpacking = {"gzip": _from_gzip, "deflate": _from_deflate, "br": _from_brotli}[encoding]
    return _checked(unpacking(pieces), encoding)


def _checked(parts: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    try:
        yield from parts
    except (zlib.error, brotli.error, EOFError) as error:
        raise BrokenEncoding(encoding=encoding) from error


def _from_gzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Zeros after the last member are padding (`man gzip`); anything else after it is not."""
    member: Any = zlib.decompressobj(GZIP)
    begun, members = False, 0
    for piece in pieces:
        data = piece
        while data:
            if not begun and members and not (data := data.lstrip(b"\0")):
                break
            begun = True
            yield member.decompress(data, PIECE)
            data = member.unconsumed_tail
            if member.eof:
                data, member = member.unused_data, zlib.decompressobj(GZIP)
                begun, members = False, members + 1
    if begun:
        yield from _flushed(member)


def _from_deflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacking: Any = None
    data = b""
    for piece in pieces:
        data += piece
        if unpacking is None and len(data) < 2:
            continue
        if unpacking is None:
            unpacking = zlib.decompressobj(zlib.MAX_WBITS if _begins_zlib(data) else -zlib.MAX_WBITS)
        while data and not unpacking.eof:
            yield unpacking.decompress(data, PIECE)
            data = unpacking.unconsumed_tail
        data = b""
    if data:
        raise EOFError
    if unpacking is not None:
        yield from _flushed(unpacking)


def _begins_zlib(data: bytes) -> bool:
    """RFC 1950, 2.2: method 8 in the low half, and a first half-word that 31 divides."""
    return data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0


def _flushed(unpacking: Any) -> Iterator[bytes]:
    """What zlib still holds when all was given to it; EOFError where the end is missing."""
    while part := unpacking.decompress(b"", PIECE):
        yield part
    if not unpacking.eof:
        raise EOFError


def _from_brotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacking: Any = brotli.Decompressor()
    begun = False
    for piece in pieces:
        begun, data = True, piece
        while part := unpacking.process(data, output_buffer_limit=PIECE):
            yield part
            data = b""
        if unpacking.is_finished():
            return
    if begun:
        raise EOFError
