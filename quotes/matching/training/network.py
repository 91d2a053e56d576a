"""The cross-encoder as PyTorch trains it, and its weights as a file that the product reads.

Needs PyTorch (`pip install torch`), which the product does not. The layers begin as those of multilingual-e5-small (see
`bundle`), and all of them learn; the embeddings of its 250,000 pieces stay as they are.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from quotes.matching.bundle import Bundle
from quotes.matching.cross_encoder import Answer, quantised
from quotes.matching.training.graph import HEAD, MARKED

DROPPED = 0.1
HIDDEN = -1e9


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
        # Written out: torch's own attention takes six times as long to learn from on a CPU, texts being this short.
        scores = query @ key.transpose(-2, -1) * (width // heads) ** -0.5 + mask
        mixed = scores.softmax(-1).to(value.dtype) @ value
        mixed = functional.linear(mixed.transpose(1, 2).reshape(batch, length, width), self.ao, self.aob)
        states = self._normed(states + self._dropped(mixed), self.g1, self.b1)
        widened = functional.gelu(functional.linear(states, self.fi, self.fib))
        return self._normed(states + self._dropped(functional.linear(widened, self.fo, self.fob)), self.g2, self.b2)

    def _normed(self, states: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
        return functional.layer_norm(states, (self.sizes.width,), gain, bias, self.sizes.epsilon)

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropped, self.training)


class Network(nn.Module):
    """The layers, the marks that tell the second text from the first, and the head."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__()
        width = bundle.sizes.width
        self.bundle = bundle
        self.layers = nn.ModuleList([Layer(bundle, number) for number in range(bundle.sizes.layers)])
        self.marks = nn.ParameterDict({str(number): nn.Parameter(torch.zeros(width)) for number in MARKED})
        self.h1, self.h2 = nn.Linear(3 * width, HEAD), nn.Linear(HEAD, len(Answer))
        self.places = torch.tensor(bundle.values("emb.pos").reshape(-1, width) + bundle.values("emb.type")[:width])
        self.norm = torch.tensor(bundle.values("emb.ln.w")), torch.tensor(bundle.values("emb.ln.b"))

    def drop(self, share: float) -> None:
        """Let every layer forget this share of what it adds while it trains (Srivastava and others 2014)."""
        for layer in self.layers:
            layer.dropped = share

    @torch.no_grad()
    def embedded(self, ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Return the embeddings of some pairs' pieces, (pairs, longest, width), and what hides the padding."""
        longest, width = max(map(len, ids)), self.bundle.sizes.width
        states = torch.zeros(len(ids), longest, width)
        mask = torch.full((len(ids), 1, 1, longest), HIDDEN)
        for row, own in enumerate(ids):
            states[row, : len(own)] = torch.from_numpy(self.bundle.embeddings(np.array(own))) + self.places[: len(own)]
            mask[row, ..., : len(own)] = 0
        return functional.layer_norm(states, (width,), *self.norm, self.bundle.sizes.epsilon), mask

    def forward(self, ids: Sequence[Sequence[int]], texts: Tensor) -> Tensor:
        """Return the log odds of the answers, shape (pairs, 4); `texts` tells whose each piece is: 0, 1 or 2."""
        states, mask = self.embedded(ids)
        second = (texts == 2).unsqueeze(-1)
        for number, layer in enumerate(self.layers):
            if number in MARKED:
                states = states + second * self.marks[str(number)]
            states = layer(states, mask)
        first, other = (_mean(states, texts == number) for number in (1, 2))
        joined = torch.cat([states[:, 0], (first - other).abs(), first * other], dim=1)
        hidden = functional.dropout(functional.gelu(self.h1(joined)), DROPPED, self.training)
        odds: Tensor = self.h2(hidden)
        return odds


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    mask = chosen.float().unsqueeze(-1)
    return (states * mask).sum(1) / mask.sum(1)


# Names of the graph, and of the network's own weight and bias (gain and bias).
_LINEAR = {"qkv": ("qkv", "qkvb"), "out": ("ao", "aob"), "in": ("fi", "fib"), "back": ("fo", "fob")}
_NORMS = (("norm1", "g1", "b1"), ("norm2", "g2", "b2"))
_HEADS = (("head1", "h1"), ("head2", "h2"))


def export(network: Network, out: Path) -> None:
    """Write what was taught, by the names of the graph: matrices as 8-bit levels and steps, the rest as it is."""
    arrays: dict[str, Any] = {f"{number}.second": _array(mark) for number, mark in network.marks.items()}
    for number, layer in enumerate(network.layers):
        for name, (matrix, bias) in _LINEAR.items():
            levels, steps = quantised(np.ascontiguousarray(_array(getattr(layer, matrix)).T))
            arrays |= {f"{number}.{name}.w": levels, f"{number}.{name}.s": steps}
            arrays[f"{number}.{name}.b"] = _array(getattr(layer, bias))
        for name, gain, bias in _NORMS:
            arrays |= {
                f"{number}.{name}.g": _array(getattr(layer, gain)),
                f"{number}.{name}.b": _array(getattr(layer, bias)),
            }
    for name, own in _HEADS:
        part = getattr(network, own)
        arrays |= {f"{name}.w": np.ascontiguousarray(_array(part.weight).T), f"{name}.b": _array(part.bias)}
    np.savez_compressed(out, **arrays)


def _array(value: Tensor) -> Any:
    return value.detach().numpy().astype(np.float32)


def taught_before(network: Network, weights: Path) -> None:
    """Give the network what an earlier training wrote with `export`. ValueError where that is of another network."""
    with np.load(weights) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    try:
        network.load_state_dict(_by_own_names(network, arrays))
    except KeyError as lacking:
        message = f"{weights} lacks {lacking}: it is of another network."
        raise ValueError(message) from lacking


def _by_own_names(network: Network, arrays: dict[str, Any]) -> dict[str, Tensor]:
    """Return arrays by the network's names, 8-bit levels times their steps."""
    taught = {f"marks.{number}": arrays[f"{number}.second"] for number in MARKED}
    for number in range(len(network.layers)):
        for name, (matrix, bias) in _LINEAR.items():
            real = arrays[f"{number}.{name}.w"] * arrays[f"{number}.{name}.s"]
            taught |= {f"layers.{number}.{matrix}": real.T, f"layers.{number}.{bias}": arrays[f"{number}.{name}.b"]}
        for name, gain, bias in _NORMS:
            taught[f"layers.{number}.{gain}"] = arrays[f"{number}.{name}.g"]
            taught[f"layers.{number}.{bias}"] = arrays[f"{number}.{name}.b"]
    for name, part in _HEADS:
        taught |= {f"{part}.weight": arrays[f"{name}.w"].T, f"{part}.bias": arrays[f"{name}.b"]}
    return {name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in taught.items()}
