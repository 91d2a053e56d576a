"""PURE. What of a received file is not in its text. The class is the reason, `params` its facts.

The sentence for each stands in `sources.refusals`.
"""

from dataclasses import dataclass, field

Facts = dict[str, str | int]


@dataclass(frozen=True)
class Unread:
    params: Facts = field(default_factory=dict)


class PicturesUnread(Unread):
    """Words inside pictures. params: count."""


class PagesUnread(Unread):
    """Pages that are pictures, or more pages than are read. params: pages (their numbers, for example "3, 7-9")."""


class AttachmentUnread(Unread):
    """A file that came with a message. params: name."""


class EmbeddedUnread(Unread):
    """Players, posts, tables or other objects that are set into a document. params: count."""


class DeletedUnread(Unread):
    """Words that somebody deleted with changes tracked. params: count (of places)."""


class CommentsUnread(Unread):
    """Remarks in the margin of a document. params: count."""


class HiddenUnread(Unread):
    """Words that a document hides from its readers. params: count (of places)."""


class CutShort(Unread):
    """A page that is nested so deeply that its end was not read."""


class CuesUnread(Unread):
    """Cues whose time code cannot be read. params: count."""


class OrderUncertain(Unread):
    """Lines of a PDF whose letters run from right to left and mix with others. params: count."""


KINDS: dict[str, type[Unread]] = {
    kind.__name__: kind
    for kind in (
        PicturesUnread,
        PagesUnread,
        AttachmentUnread,
        EmbeddedUnread,
        DeletedUnread,
        CommentsUnread,
        HiddenUnread,
        CutShort,
        CuesUnread,
        OrderUncertain,
    )
}
