"""Teaches the cross-encoder (see `network`). Needs PyTorch (`pip install torch`), which the product does not.

Several workers train on shares of the pairs and take the mean of their weights every few steps (local SGD, Stich 2019):
on a machine without an accelerator that costs less than exchanging gradients. A pair of which only "not the same" is
known teaches just that.
"""

import random
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, distributed
from torch.nn import functional

from quotes.matching.bundle import Bundle
from quotes.matching.normalise import legible
from quotes.matching.pieces import Pieces
from quotes.matching.scoring import Content
from quotes.matching.training.data import SEED, Fold, LabelledPair, own_pairs, public_pairs, searches, some_of_each
from quotes.matching.training.frames import frame_pairs
from quotes.matching.training.made import copies, strangers
from quotes.matching.training.network import DROPPED, Network, export, taught_before
from quotes.matching.training.report import write_report
from quotes.matching.wordings import ENCODED_CHARACTERS

_BATCH, _AVERAGED_EVERY, _RATE, _HEAD_RATE = 24, 20, 1e-4, 4e-4
_MOST_PIECES = 90
# How much pairs of public sets count beside our own, and how many of them are used.
_PUBLIC_WEIGHT, _PARAPHRASES, _ANSWERS = 0.4, 1600, 600
_COPIES, _STRANGERS = 1500, 1500
# How often each sentence frame is filled, and how much of a written pair's weight such a pair has.
_FILLINGS, _FRAME_WEIGHT = 3, 0.5


@dataclass(frozen=True, eq=False, slots=True)
class Read:
    """A pair as the network sees it: the pieces of both texts with their marks, and whose piece each is."""

    ids: list[int]
    texts: list[int]
    content: Content | None
    weight: float


def lessons(own: Path, data: Path, seed: int = SEED) -> list[LabelledPair]:
    """Return pairs of the first fold, for one seed always the same ones in the same order."""
    chance = random.Random(seed)  # noqa: S311 - sampling of training pairs, no secret
    public = [pair for pair in public_pairs(data) if pair.fold == Fold.NETWORKS]
    paraphrases = chance.sample(public, min(_PARAPHRASES, len(public)))
    answers = [pair for pair in _answers(data) if pair.fold == Fold.NETWORKS]
    chosen = some_of_each([pair for pair in own_pairs(own) if pair.fold == Fold.NETWORKS], chance)
    made = [*copies(chosen, _COPIES, chance), *strangers(chosen, _STRANGERS, chance)]
    frames = [pair for pair in frame_pairs(own / "frames", _FILLINGS, chance) if pair.fold == Fold.NETWORKS]
    chosen += [*paraphrases, *chance.sample(answers, min(_ANSWERS, len(answers))), *made, *frames]
    chance.shuffle(chosen)
    return chosen


def _answers(data: Path) -> Iterator[LabelledPair]:
    chance = random.Random(SEED)  # noqa: S311 - sampling of training pairs, no secret
    for search in searches(data, 150):
        for place in [*sorted(search.right)[:2], *chance.sample(range(len(search.pool)), 1)]:
            right = place in search.right
            content = Content.SAME if right else None
            yield LabelledPair(search.query, search.pool[place], content, right, right, search.source, search.group)


def _weights(pairs: Sequence[LabelledPair]) -> list[float]:
    """Rare contents of our own pairs count more, pairs of frames and of public sets less."""
    ours = Counter(pair.content for pair in pairs if pair.source in ("pairs", "groups"))
    rare = {content: (ours.total() / len(Content) / count) ** 0.7 for content, count in ours.items()}
    others = {"frames": _FRAME_WEIGHT}
    return [
        rare[pair.content] if pair.source in ("pairs", "groups") else others.get(pair.source, _PUBLIC_WEIGHT)
        for pair in pairs
    ]


def _read(network: Network, pairs: Sequence[LabelledPair], weights: Sequence[float]) -> list[Read]:
    """Cut every pair into pieces, in the order in which the product reads it."""
    vocabulary = network.bundle.vocabulary()
    pieces = Pieces(vocabulary)
    found = []
    for pair, weight in zip(pairs, weights, strict=True):
        texts = sorted(legible(side.text, ENCODED_CHARACTERS) for side in (pair.first, pair.second))
        one, other = ([piece.id for piece in pieces.split(text)][:_MOST_PIECES] for text in texts)
        ids = [vocabulary.begin, *one, vocabulary.end, vocabulary.end, *other, vocabulary.end]
        whose = [0] + [1] * len(one) + [0, 0] + [2] * len(other) + [0]
        found.append(Read(ids, whose, pair.content, weight))
    return found


def _odds(network: Network, batch: Sequence[Read]) -> Tensor:
    longest = max(len(one.texts) for one in batch)
    texts = torch.tensor([one.texts + [0] * (longest - len(one.texts)) for one in batch])
    odds: Tensor = network([one.ids for one in batch], texts)
    return odds


def _loss(odds: Tensor, batch: Sequence[Read]) -> Tensor:
    chances = functional.log_softmax(odds.float(), dim=1)
    losses = [
        one.weight * (-torch.log1p(-row[0].exp().clamp(max=1 - 1e-5)) if one.content is None else -row[place])
        for one, row, place in zip(batch, chances, _places(batch), strict=True)
    ]
    return torch.stack(losses).mean()


def _places(batch: Sequence[Read]) -> list[int]:
    order = list(Content)
    return [order.index(one.content) if one.content else 0 for one in batch]


def _batches(rows: Sequence[Read], chance: random.Random) -> Iterator[list[Read]]:
    """Yield batches for ever; pairs of about one length are together, so that little is padded."""
    while True:
        order = list(rows)
        chance.shuffle(order)
        for start in range(0, len(order), _BATCH * 20):
            chunk = sorted(order[start : start + _BATCH * 20], key=lambda one: len(one.texts))
            batches = [chunk[place : place + _BATCH] for place in range(0, len(chunk), _BATCH)]
            chance.shuffle(batches)
            yield from batches


@dataclass(frozen=True, slots=True)
class Course:
    """What a training uses: folders of pairs, the file to write, how long, how many workers, from which weights."""

    own: Path
    data: Path
    out: Path
    epochs: float
    workers: int
    warm: Path | None = None

    @property
    def seed(self) -> int:
        """Whoever goes on from earlier weights is shown other pairs of the same groups."""
        return SEED if self.warm is None else zlib.crc32(self.warm.read_bytes())


def work(rank: int, course: Course, meeting: str) -> None:
    """Train one share of the pairs; the first worker writes the weights."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED + rank)
    network = Network(Bundle())
    if course.warm:
        taught_before(network, course.warm)
    pairs = lessons(course.own, course.data, course.seed)
    weights = _weights(pairs)
    rows = _read(network, pairs[rank :: course.workers], weights[rank :: course.workers])
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=course.workers)
    steps = int(course.epochs * len(pairs) / course.workers / _BATCH)
    _train(network, rows, steps, rank, course.workers)
    if rank == 0:
        export(network, course.out)
        before = course.warm.name if course.warm else "multilingual-e5-small"
        write_report(course.out, course.own, f"{len(pairs)} pairs, {course.epochs} passes, went on from {before}")


def _train(network: Network, rows: Sequence[Read], steps: int, rank: int, workers: int) -> None:
    taught = list(network.parameters())
    head = [value for name, value in network.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": list(network.layers.parameters()), "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rising_and_falling(step, steps))
    network.train()
    network.drop(DROPPED)
    _average(taught, workers)
    batches = _batches(rows, random.Random(rank))  # noqa: S311 - order of training pairs, no secret
    for step in range(1, steps + 1):
        batch = next(batches)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            odds = _odds(network, batch)
        loss = _loss(odds, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(taught, 1.0)
        optimiser.step()
        rate.step()
        if step % _AVERAGED_EVERY == 0 or step == steps:
            _average(taught, workers)
            if rank == 0:
                print(f"step {step} of {steps}, loss {loss.item():.3f}", flush=True)  # noqa: T201 - progress of a command


def _rising_and_falling(step: int, steps: int) -> float:
    """Return the share of the full rate: up over the first twentieth, then down in a line."""
    return min(1.0, (step + 1) / (0.05 * steps)) * max(0.03, 1 - step / steps)


def _average(values: Sequence[Tensor], workers: int) -> None:
    """Give every worker the mean of all workers' weights."""
    flat = torch.cat([value.data.reshape(-1) for value in values])
    distributed.all_reduce(flat)
    flat /= workers
    place = 0
    for value in values:
        value.data.copy_(flat[place : place + value.numel()].view_as(value))
        place += value.numel()


def teach(course: Course) -> None:
    """Train with worker processes and write the weights and the report."""
    with tempfile.TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        torch.multiprocessing.spawn(work, (course, meeting), nprocs=course.workers)
