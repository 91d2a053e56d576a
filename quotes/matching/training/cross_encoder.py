"""Teaches the upper half of the cross-encoder. Needs PyTorch (`pip install torch`), which the product does not.

The lower layers are frozen, so each pair goes through them once. Several workers train on shares of the pairs and take
the mean of their weights every few steps (local SGD, Stich 2019): on a machine without an accelerator that costs less
than exchanging gradients. A pair of which only "not the same" is known teaches just that.
"""

import random
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, distributed, nn
from torch.nn import functional

from quotes.matching.bundle import Bundle
from quotes.matching.cross_encoder import LOWER_LAYERS, Answer, quantised
from quotes.matching.figures import auc
from quotes.matching.normalise import encodable
from quotes.matching.pieces import Pieces
from quotes.matching.scoring import Content
from quotes.matching.training.data import SEED, Fold, LabelledPair, own_pairs, public_pairs, searches, some_of_each
from quotes.matching.training.frames import frame_pairs
from quotes.matching.training.graph import HEAD
from quotes.matching.training.made import copies, strangers
from quotes.matching.wordings import ENCODED_CHARACTERS

_BATCH, _AVERAGED_EVERY, _RATE, _HEAD_RATE, _DROPPED = 16, 20, 1.5e-4, 6e-4, 0.1
_MOST_PIECES = 90
_HIDDEN = -1e9
# How much pairs of public sets count beside our own, and how many of them are used.
_PUBLIC_WEIGHT, _PARAPHRASES, _ANSWERS = 0.4, 1600, 600
_COPIES, _STRANGERS = 1500, 1500
# How often each sentence frame is filled, and how much of a written pair's weight such a pair has.
_FILLINGS, _FRAME_WEIGHT = 3, 0.5
# Pairs that taught nothing and are read for the report, of each source.
_MEASURED = 1000


@dataclass(frozen=True, eq=False, slots=True)
class Read:
    """A pair as the upper half sees it: what the lower half made of it (tokens, width), and whose token each is."""

    states: Tensor
    texts: list[int]
    content: Content | None
    weight: float


class Layer(nn.Module):
    """One layer of the transformer; weights as (outputs, inputs)."""

    def __init__(self, bundle: Bundle, number: int) -> None:
        super().__init__()
        sizes = bundle.sizes
        self.sizes, self.dropped = sizes, 0.0

        def matrix(name: str, rows: int, columns: int) -> nn.Parameter:
            return nn.Parameter(torch.tensor(bundle.matrix(f"l{number}.{name}.w", rows, columns)))

        def values(*names: str) -> nn.Parameter:
            return nn.Parameter(torch.tensor(np.concatenate([bundle.values(f"l{number}.{name}") for name in names])))

        asked = [matrix(part, sizes.width, sizes.width).data for part in "qkv"]
        self.qkv, self.qkvb = nn.Parameter(torch.cat(asked)), values("q.b", "k.b", "v.b")
        self.ao, self.aob = matrix("ao", sizes.width, sizes.width), values("ao.b")
        self.fi, self.fib = matrix("fi", sizes.inner, sizes.width), values("fi.b")
        self.fo, self.fob = matrix("fo", sizes.width, sizes.inner), values("fo.b")
        self.g1, self.b1, self.g2, self.b2 = values("aln.w"), values("aln.b"), values("oln.w"), values("oln.b")

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = states.shape
        heads = self.sizes.heads
        asked = functional.linear(states, self.qkv, self.qkvb).view(batch, length, 3, heads, width // heads)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = functional.linear(mixed.transpose(1, 2).reshape(batch, length, width), self.ao, self.aob)
        states = self._normed(states + self._dropped(mixed), self.g1, self.b1)
        widened = functional.gelu(functional.linear(states, self.fi, self.fib))
        return self._normed(states + self._dropped(functional.linear(widened, self.fo, self.fob)), self.g2, self.b2)

    def _normed(self, states: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
        return functional.layer_norm(states, (self.sizes.width,), gain, bias, self.sizes.epsilon)

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropped, self.training)


class Network(nn.Module):
    """Lower half (frozen), upper half and head."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__()
        width, layers = bundle.sizes.width, bundle.sizes.layers
        self.bundle = bundle
        self.low = nn.ModuleList([Layer(bundle, number) for number in range(LOWER_LAYERS)]).requires_grad_(False)
        self.up = nn.ModuleList([Layer(bundle, number) for number in range(LOWER_LAYERS, layers)])
        self.type2 = nn.Parameter(torch.zeros(width))
        self.h1, self.h2 = nn.Linear(3 * width, HEAD), nn.Linear(HEAD, len(Answer))
        self.places = torch.tensor(bundle.values("emb.pos").reshape(-1, width) + bundle.values("emb.type")[:width])
        self.norm = torch.tensor(bundle.values("emb.ln.w")), torch.tensor(bundle.values("emb.ln.b"))

    @torch.no_grad()
    def lower(self, ids: Sequence[Sequence[int]]) -> Tensor:
        """Return what the frozen layers make of some texts, shape (texts, longest, width)."""
        longest, width = max(map(len, ids)), self.bundle.sizes.width
        states = torch.zeros(len(ids), longest, width)
        mask = torch.full((len(ids), 1, 1, longest), _HIDDEN)
        for row, own in enumerate(ids):
            states[row, : len(own)] = torch.from_numpy(self.bundle.embeddings(np.array(own))) + self.places[: len(own)]
            mask[row, ..., : len(own)] = 0
        states = functional.layer_norm(states, (width,), *self.norm, self.bundle.sizes.epsilon)
        for layer in self.low:
            states = layer(states, mask)
        return states

    def forward(self, states: Tensor, mask: Tensor, texts: Tensor) -> Tensor:
        """Return the log odds of the answers, shape (pairs, 4)."""
        states = states + (texts == 2).unsqueeze(-1) * self.type2
        for layer in self.up:
            states = layer(states, mask)
        first, second = (_mean(states, texts == number) for number in (1, 2))
        joined = torch.cat([states[:, 0], (first - second).abs(), first * second], dim=1)
        hidden = functional.dropout(functional.gelu(self.h1(joined)), _DROPPED, self.training)
        odds: Tensor = self.h2(hidden)
        return odds


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    mask = chosen.float().unsqueeze(-1)
    return (states * mask).sum(1) / mask.sum(1)


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


def _ids(pair: LabelledPair, pieces: Pieces, begin: int, end: int) -> tuple[list[int], list[int]]:
    """Return the pieces of both texts with their marks, in the order in which the product reads them."""
    texts = sorted(encodable(side.text, ENCODED_CHARACTERS) for side in (pair.first, pair.second))
    one, other = ([piece.id for piece in pieces.split(text)][:_MOST_PIECES] for text in texts)
    ids = [begin, *one, end, end, *other, end]
    return ids, [0] + [1] * len(one) + [0, 0] + [2] * len(other) + [0]


def _read(network: Network, pairs: Sequence[LabelledPair], weights: Sequence[float]) -> list[Read]:
    """Send every pair through the frozen half, those of one length together."""
    vocabulary = network.bundle.vocabulary()
    pieces = Pieces(vocabulary)
    rows = [
        (*_ids(pair, pieces, vocabulary.begin, vocabulary.end), pair, w) for pair, w in zip(pairs, weights, strict=True)
    ]
    rows.sort(key=lambda row: len(row[0]))
    found = []
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = network.lower([ids for ids, *_ in batch])
        for row, (ids, texts, pair, weight) in enumerate(batch):
            found.append(Read(states[row, : len(ids)].to(torch.bfloat16).clone(), texts, pair.content, weight))
    return found


def _together(batch: Sequence[Read]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(one.texts) for one in batch)
    states = torch.zeros(len(batch), longest, batch[0].states.shape[1])
    mask = torch.full((len(batch), 1, 1, longest), _HIDDEN)
    texts = torch.zeros(len(batch), longest, dtype=torch.long)
    for row, one in enumerate(batch):
        states[row, : len(one.texts)] = one.states.float()
        mask[row, ..., : len(one.texts)] = 0
        texts[row, : len(one.texts)] = torch.tensor(one.texts)
    return states, mask, texts


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
    rows = _read(network.eval(), pairs[rank :: course.workers], weights[rank :: course.workers])
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=course.workers)
    steps = int(course.epochs * len(pairs) / course.workers / _BATCH)
    _train(network, rows, steps, rank, course.workers)
    if rank == 0:
        export(network, course.out)
        report = course.out.with_name(course.out.stem + ".report.txt")
        report.write_text("\n".join(measured(network, course, len(pairs))) + "\n", encoding="utf-8")


def _train(network: Network, rows: Sequence[Read], steps: int, rank: int, workers: int) -> None:
    taught = [value for value in network.parameters() if value.requires_grad]
    body = [value for name, value in network.named_parameters() if name.startswith("up.")]
    head = [value for name, value in network.named_parameters() if name.startswith(("h1", "h2", "type2"))]
    groups = [{"params": body, "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rising_and_falling(step, steps))
    network.train()
    for layer in network.up:
        layer.dropped = _DROPPED
    _average(taught, workers)
    batches = _batches(rows, random.Random(rank))  # noqa: S311 - order of training pairs, no secret
    for step in range(1, steps + 1):
        batch = next(batches)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            odds = network(*_together(batch))
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


# Names of the graph, and of the network's own weight and bias (gain and bias).
_LINEAR = {"qkv": ("qkv", "qkvb"), "out": ("ao", "aob"), "in": ("fi", "fib"), "back": ("fo", "fob")}
_NORMS = (("norm1", "g1", "b1"), ("norm2", "g2", "b2"))


def export(network: Network, out: Path) -> None:
    """Write what was taught, by the names of the graph: matrices as 8-bit levels and steps, the rest as it is."""
    arrays: dict[str, Any] = {"second_text": _array(network.type2)}
    for number, layer in enumerate(network.up, start=LOWER_LAYERS):
        for name, (matrix, bias) in _LINEAR.items():
            levels, steps = quantised(np.ascontiguousarray(_array(getattr(layer, matrix)).T))
            arrays |= {f"{number}.{name}.w": levels, f"{number}.{name}.s": steps}
            arrays[f"{number}.{name}.b"] = _array(getattr(layer, bias))
        for name, gain, bias in _NORMS:
            arrays |= {
                f"{number}.{name}.g": _array(getattr(layer, gain)),
                f"{number}.{name}.b": _array(getattr(layer, bias)),
            }
    for name, part in (("head1", network.h1), ("head2", network.h2)):
        arrays |= {f"{name}.w": np.ascontiguousarray(_array(part.weight).T), f"{name}.b": _array(part.bias)}
    np.savez_compressed(out, **arrays)


def _array(value: Tensor) -> Any:
    return value.detach().numpy().astype(np.float32)


def taught_before(network: Network, weights: Path) -> None:
    """Give the upper half what an earlier training wrote with `export`, 8-bit levels times their steps."""
    with np.load(weights) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    taught = {"type2": arrays["second_text"]}
    for number in range(len(network.up)):
        layer = number + LOWER_LAYERS
        for name, (matrix, bias) in _LINEAR.items():
            taught[f"up.{number}.{matrix}"] = (arrays[f"{layer}.{name}.w"] * arrays[f"{layer}.{name}.s"]).T
            taught[f"up.{number}.{bias}"] = arrays[f"{layer}.{name}.b"]
        for name, gain, bias in _NORMS:
            taught[f"up.{number}.{gain}"] = arrays[f"{layer}.{name}.g"]
            taught[f"up.{number}.{bias}"] = arrays[f"{layer}.{name}.b"]
    for part, name in (("h1", "head1"), ("h2", "head2")):
        taught |= {f"{part}.weight": arrays[f"{name}.w"].T, f"{part}.bias": arrays[f"{name}.b"]}
    values = {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in taught.items()}
    missing = [name for name in network.load_state_dict(values, strict=False).missing_keys if "low." not in name]
    if missing:
        message = f"{weights} lacks {', '.join(missing)}: it is of another network."
        raise ValueError(message)


def measured(network: Network, course: Course, lessons_used: int) -> list[str]:
    """Return the lines of the report: what held pairs of each source were taken for."""
    chance = random.Random(SEED)  # noqa: S311 - sampling of pairs, no secret
    lines = [
        "cross-encoder (figures on pairs that taught nothing; rows: what it is, columns: what it was taken for)",
        f"{lessons_used} pairs, {course.epochs} passes, went on from {course.warm.name if course.warm else 'nothing'}",
    ]
    own = [*own_pairs(course.own), *frame_pairs(course.own / "frames", 1, chance)]
    held = [pair for pair in own if pair.fold != Fold.NETWORKS]
    for source in ("pairs", "groups", "frames"):
        chosen = [pair for pair in held if pair.source == source]
        lines += ["", *_answers_of(network, source, chance.sample(chosen, min(_MEASURED, len(chosen))))]
    return lines


def _answers_of(network: Network, source: str, pairs: Sequence[LabelledPair]) -> list[str]:
    taken: Counter[tuple[Content, int]] = Counter()
    found: dict[Content, list[list[float]]] = {content: [] for content in Content}
    rows = _read(network.eval(), pairs, [1.0] * len(pairs))
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            chances = network(*_together(batch)).float().softmax(1).tolist()
        for read, row in zip(batch, chances, strict=True):
            if read.content:
                taken[read.content, max(range(len(row)), key=row.__getitem__)] += 1
                found[read.content].append(row)
    lines = [f"{source + f' ({len(pairs)})':20}" + " ".join(f"{kind.value:>8}" for kind in Content)]
    for content in Content:
        lines.append(f"{content.value:20}" + " ".join(f"{taken[content, n]:8}" for n in range(len(Content))))
    return [*lines, *(_told_apart(found, n, kind) for n, kind in enumerate(Content) if kind != Content.SAME)]


def _told_apart(found: dict[Content, list[list[float]]], place: int, kind: Content) -> str:
    rows = [(row[0] / (row[0] + row[place]), content == Content.SAME)
            for content in (Content.SAME, kind) for row in found[content]]  # fmt: skip
    return f"same against {kind.value}: AUC {auc([score for score, _ in rows], [same for _, same in rows]):.3f}"


def teach(course: Course) -> None:
    """Train with worker processes and write the weights and the report."""
    with tempfile.TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        torch.multiprocessing.spawn(work, (course, meeting), nprocs=course.workers)
