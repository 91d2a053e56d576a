"""PURE. Who is meant where a sentence names nobody: the mentions of one text in their order.

A pronoun or a dropped subject is the last speaker who was named and who agrees with it in number and gender, as far as
both tell. What they tell comes from the cue's form (وقالت is one woman or a body of feminine name) and is remembered
with the mention, so that "she" never goes to a man who was once followed by "he".
"""

from dataclasses import dataclass, replace

from quotes.extraction.reported import NOBODY_CERTAIN, Actor, Reported, Span

REMEMBERED = 12


@dataclass(slots=True)
class _Mention:
    span: Span
    words: str
    agreement: str


class Speakers:
    """The last speakers of one text, the newest last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._mentions: list[_Mention] = []
        self._actor: Actor | None = None
        self._somebody_acted = False

    def acting(self, actor: Actor | None) -> None:
        """Remember who acted last without speaking; None is somebody who was not understood."""
        self._actor = actor or self._actor
        self._somebody_acted = actor is None

    def known(self, act: Reported) -> Reported:
        """The act with the speaker whom it drops, remembered if it names one."""
        if act.form == "dropped" and act.speaker is None and "1" not in act.agreement:
            if self._actor is not None and _agree(self._actor.agreement, act.agreement):
                self._remember(self._actor.span, act.agreement)
            elif act.continues == "no" or (act.continues == "maybe" and self._somebody_acted):
                return act
            found = self._last(act.agreement)
            self._actor = None
            return replace(act, speaker=found.span) if found else act
        self._actor, self._somebody_acted = None, False
        if act.speaker is not None and act.form == "named":
            self._remember(act.speaker, act.agreement)
        return act

    def named(self, act: Reported) -> Span | None:
        """The mention that says who a pronoun is; nothing where the act names its speaker itself, or drops it: then its
        speaker is that mention already."""
        if act.form not in {"pronoun", "relative"} or act.speaker is None or act.agreement == NOBODY_CERTAIN:
            return None
        found = self._last(act.agreement, before=act.speaker.start)
        return found.span if found and found.span != act.speaker else None

    def _last(self, agreement: str, before: int | None = None) -> _Mention | None:
        for mention in reversed(self._mentions):
            if mention.agreement == NOBODY_CERTAIN:
                return None
            if (before is None or mention.span.start < before) and _agree(mention.agreement, agreement):
                if agreement:
                    mention.agreement = mention.agreement or agreement
                return mention
        return None

    def _remember(self, span: Span, agreement: str) -> None:
        words = self.text[span.start : span.end]
        same = next((one for one in self._mentions if one.words == words), None)
        if same is not None:
            self._mentions.remove(same)
        self._mentions.append(_Mention(span, words, agreement or (same.agreement if same else "")))
        del self._mentions[:-REMEMBERED]


def _agree(one: str, other: str) -> bool:
    """Whether two agreements may be of one speaker: nothing that both tell differs."""
    for letters in ("mf", "sdp"):
        first, second = set(one) & set(letters), set(other) & set(letters)
        if first and second and not first & second:
            return False
    return True
