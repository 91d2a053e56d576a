"""PURE. Transcripts in WebVTT (W3C) and SubRip: every cue is a block with its time code.

Cues of one speech follow each other with one line end, so that a sentence that runs over several stays whole; where
the voice changes or a pause is long, a blank line stands between. A voice span `<v Name>` becomes `Name: ` where that
voice begins to speak, because who speaks is part of what a transcript says.
"""

import html
import io
import re
from collections.abc import Iterator
from typing import Final

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Caption

from sources.formats.received import Received
from sources.text import Block, Damaged, Decoded, Seconds, characters, check_visible, clean
from sources.unread import CuesUnread

EXTRACTOR: Final = ("subtitles", "1")
VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?+\s++([^<>]*)>")
TAG: Final = re.compile(r"</?[a-zA-Z0-9.:][^<>]*>|\{\\[^{}]{1,40}\}")
LONG_PAUSE: Final = 4.0
Said = tuple[str, str, Seconds]
"""Voice, words, time."""


def read(received: Received) -> Decoded:
    written, codec = characters(received.content, received.charset)
    form = "vtt" if written.lstrip("\ufeff").startswith("WEBVTT") else "srt"
    try:
        cues = WebVTT.from_buffer(io.StringIO(written), format=form).captions
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise Damaged(format="WebVTT" if form == "vtt" else "SRT") from error
    text, blocks = _text_of([said for cue in cues for said in _said(cue)])
    check_visible(text)
    lost = written.count("-->") - len(cues)
    unread = (CuesUnread({"count": lost}),) if lost > 0 else ()
    return Decoded(text, blocks, codec, *EXTRACTOR, unread)


def _said(cue: Caption) -> Iterator[Said]:
    """The words of a cue by voice: more than one may speak in it."""
    at = (_seconds(cue.start), _seconds(cue.end))
    parts = VOICE.split(cue.raw_text)
    for voice, spoken in [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
        lines = (" ".join(_words(line).split()) for line in spoken.splitlines())
        words = "\n".join(line for line in lines if line)
        if words:
            yield " ".join(_words(voice).split()), clean(words), at


def _words(marked: str) -> str:
    return html.unescape(TAG.sub("", marked))


def _seconds(stamp: str) -> float:
    """Seconds of `hh:mm:ss.mmm`."""
    hours, minutes, seconds = stamp.split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)


def _text_of(cues: list[Said]) -> tuple[str, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    length, voice, until = 0, "", 0.0
    for speaker, words, at in cues:
        is_new = bool(speaker) and speaker != voice
        pause = at[0] - until > LONG_PAUSE
        between = "" if not parts else "\n\n" if is_new or pause or (voice and not speaker) else "\n"
        spoken = f"{speaker}: {words}" if is_new else words
        parts += [between, spoken]
        start = length + len(between)
        length = start + len(spoken)
        blocks.append(Block("body", start, length, at))
        voice, until = speaker, max(until, at[1])
    return "".join(parts), tuple(blocks)
