"""What the trained network takes held pairs for, read as the product reads them: the report beside the weights."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from quotes.matching.cross_encoder import Answer, CrossEncoder
from quotes.matching.encoders import FloatArray
from quotes.matching.figures import auc
from quotes.matching.normalise import legible
from quotes.matching.scoring import Content
from quotes.matching.training.data import SEED, Fold, LabelledPair, own_pairs
from quotes.matching.training.frames import frame_pairs
from quotes.matching.wordings import ENCODED_CHARACTERS

# Pairs that taught nothing and are read, of each source.
_MEASURED = 1000


def write_report(weights: Path, own: Path, how: str) -> list[str]:
    """Measure the weights, write the report beside them and return its lines; `how` says where they come from."""
    lines = [
        "cross-encoder (figures on pairs that taught nothing; rows: what it is, columns: what it was taken for)",
        how,
    ]
    chance = random.Random(SEED)  # noqa: S311 - sampling of pairs, no secret
    held = [pair for pair in [*own_pairs(own), *frame_pairs(own / "frames", 1, chance)] if pair.fold != Fold.NETWORKS]
    network = CrossEncoder(weights)
    for source in ("pairs", "groups", "frames"):
        chosen = [pair for pair in held if pair.source == source and pair.content]
        lines += ["", *_answers_of(network, source, chance.sample(chosen, min(_MEASURED, len(chosen))))]
    weights.with_name(weights.stem + ".report.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


def _answers_of(network: CrossEncoder, source: str, pairs: Sequence[LabelledPair]) -> list[str]:
    texts = [tuple(legible(side.text, ENCODED_CHARACTERS) for side in (pair.first, pair.second)) for pair in pairs]
    chances = network.read([(one, other) for one, other in texts])
    taken = Counter((pair.content, int(row.argmax())) for pair, row in zip(pairs, chances, strict=True))
    lines = [f"{source + f' ({len(pairs)})':20}" + " ".join(f"{answer.name.lower():>8}" for answer in Answer)]
    for content in Content:
        lines.append(f"{content.value:20}" + " ".join(f"{taken[content, answer]:8}" for answer in Answer))
    there = {pair.content for pair in pairs}
    others = [(content, answer) for content, answer in zip(Content, Answer, strict=True) if content != Content.SAME]
    return [*lines, *(_told_apart(pairs, chances, *other) for other in others if other[0] in there)]


def _told_apart(pairs: Sequence[LabelledPair], chances: FloatArray, content: Content, answer: Answer) -> str:
    rows = [
        (float(row[Answer.SAME] / (row[Answer.SAME] + row[answer])), pair.content == Content.SAME)
        for pair, row in zip(pairs, chances, strict=True)
        if pair.content in (Content.SAME, content)
    ]
    found = auc([score for score, _ in rows], [same for _, same in rows])
    return f"same against {content.value}: AUC {found:.3f}"
