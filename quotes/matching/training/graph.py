"""Builds the graph of the cross-encoder, without a weight: 30 KB that onnxruntime fills with arrays at start-up.

Needs the package `onnx`, which the product does not. Names of initializers: "LAYER.part.w" (levels of 8 bits), ".s"
(steps), ".b" (biases), "LAYER.norm1.g", "LAYER.second", "head1.w", "head2.w". Linear layers quantise their input as it
comes (dynamic quantisation): int8 products are what makes it fast on a CPU. The last matrix of each layer quantises it
in blocks, see `cross_encoder.BLOCK`.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from quotes.matching.bundle import Sizes
from quotes.matching.cross_encoder import BLOCK, Answer

_CONTRIBUTED = "com.microsoft"
HEAD = 256
# Before these layers the second text is marked: at the start, and where the reading of pairs once began.
MARKED = (0, 6)


class Graph:
    """Collects nodes and initializers; every method returns the name of what it made."""

    def __init__(self, sizes: Sizes) -> None:
        self._sizes = sizes
        self._nodes: list[Any] = []
        self._initializers: list[Any] = []

    def node(self, operation: str, inputs: list[str], domain: str = "", **attributes: Any) -> str:
        name = f"{operation}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operation, inputs, [name], domain=domain, **attributes))
        return name

    def constant(self, name: str, value: Any) -> str:
        self._initializers.append(numpy_helper.from_array(value, name))
        return name

    def given(self, name: str, shape: list[int], kind: int = TensorProto.FLOAT) -> str:
        """Declare an array that the session is given when it starts."""
        tensor = onnx.TensorProto(name=name, data_type=kind, dims=shape)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="given")
        self._initializers.append(tensor)
        return name

    def linear(self, inputs: str, name: str, width_in: int, width_out: int) -> str:
        weights = self.given(f"{name}.w", [width_in, width_out], TensorProto.INT8)
        steps, bias = self.given(f"{name}.s", [width_out]), self.given(f"{name}.b", [width_out])
        return self.node("DynamicQuantizeMatMul", [inputs, weights, steps, "", bias], _CONTRIBUTED)

    def linear_in_blocks(self, inputs: str, name: str, width_in: int, width_out: int) -> str:
        """The same, but BLOCK inputs share a step and not a whole text; level 4 multiplies integers of 8 bits."""
        blocks = width_in // BLOCK
        weights = self.given(f"{name}.w", [width_out, blocks, BLOCK], TensorProto.UINT8)
        steps, bias = self.given(f"{name}.s", [width_out * blocks]), self.given(f"{name}.b", [width_out])
        sizes = {"K": width_in, "N": width_out, "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
        return self.node("MatMulNBits", [inputs, weights, steps, "", "", bias], _CONTRIBUTED, **sizes)

    def norm(self, inputs: str, name: str) -> str:
        gain, bias = (self.given(f"{name}.{part}", [self._sizes.width]) for part in "gb")
        return self.node("LayerNormalization", [inputs, gain, bias], axis=-1, epsilon=self._sizes.epsilon)

    def layer(self, inputs: str, number: int) -> str:
        """Add one layer of the transformer (Vaswani et al. 2017), norms after the sums."""
        width, inner = self._sizes.width, self._sizes.inner
        attended = self._attention(self.linear(inputs, f"{number}.qkv", width, 3 * width))
        summed = self.node("Add", [inputs, self.linear(attended, f"{number}.out", width, width)])
        inputs = self.norm(summed, f"{number}.norm1")
        widened = self.node("Gelu", [self.linear(inputs, f"{number}.in", width, inner)], _CONTRIBUTED)
        summed = self.node("Add", [inputs, self.linear_in_blocks(widened, f"{number}.back", inner, width)])
        return self.norm(summed, f"{number}.norm2")

    def _attention(self, asked: str) -> str:
        parts = [f"{asked}_{part}" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [asked, "thirds"], parts, axis=2))
        orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        query, key, value = (
            self.node("Transpose", [self.node("Reshape", [part, "heads"])], perm=order)
            for part, order in zip(parts, orders, strict=True)
        )
        scores = self.node("Mul", [self.node("MatMul", [query, key]), "scale"])
        weights = self.node("Softmax", [self.node("Add", [scores, "mask"])], axis=-1)
        mixed = self.node("Transpose", [self.node("MatMul", [weights, value])], perm=[0, 2, 1, 3])
        return self.node("Reshape", [mixed, "flat"])

    def mean(self, inputs: str, mask: str) -> str:
        """Return the mean of the tokens of one text, shape (batch, width)."""
        total = self.node("ReduceSum", [self.node("Mul", [inputs, mask]), "over_tokens"], keepdims=0)
        return self.node("Div", [total, self.node("ReduceSum", [mask, "over_tokens"], keepdims=0)])

    def head(self, inputs: str) -> None:
        """Add the classifier over the first token and the two means: their distance and their product."""
        width, answers = self._sizes.width, len(Answer)
        first, second = self.mean(inputs, "first_mask"), self.mean(inputs, "second")
        distance = self.node("Abs", [self.node("Sub", [first, second])])
        product = self.node("Mul", [first, second])
        joined = self.node("Concat", [self.node("Gather", [inputs, "zero"], axis=1), distance, product], axis=1)
        weights, bias = self.given("head1.w", [3 * width, HEAD]), self.given("head1.b", [HEAD])
        hidden = self.node("Gelu", [self.node("Add", [self.node("MatMul", [joined, weights]), bias])], _CONTRIBUTED)
        weights, bias = self.given("head2.w", [HEAD, answers]), self.given("head2.b", [answers])
        odds = self.node("Add", [self.node("MatMul", [hidden, weights]), bias])
        self._nodes.append(helper.make_node("Softmax", [odds], ["probabilities"], axis=-1))

    def saved(self, path: Path) -> None:
        """Write the graph."""
        inputs = [
            _value("tokens", ["B", "L", self._sizes.width]),
            _value("mask", ["B", 1, 1, "L"]),
            _value("first_mask", ["B", "L", 1]),
            _value("second", ["B", "L", 1]),
        ]
        outputs = [_value("probabilities", ["B", len(Answer)])]
        graph = helper.make_graph(self._nodes, "cross_encoder", inputs, outputs, self._initializers)
        sets = [helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIBUTED, 1)]
        model = helper.make_model(graph, opset_imports=sets)
        model.ir_version = 9
        path.write_bytes(model.SerializeToString())


def build(sizes: Sizes, path: Path) -> None:
    """Write the graph of the whole network."""
    graph = Graph(sizes)
    graph.constant("heads", np.array([0, 0, sizes.heads, sizes.width // sizes.heads], np.int64))
    graph.constant("flat", np.array([0, 0, sizes.width], np.int64))
    graph.constant("thirds", np.array([sizes.width] * 3, np.int64))
    graph.constant("scale", np.array((sizes.width // sizes.heads) ** -0.5, np.float32))
    graph.constant("over_tokens", np.array([1], np.int64))
    graph.constant("zero", np.array(0, np.int64))
    state = "tokens"
    for number in range(sizes.layers):
        if number in MARKED:
            told = graph.node("Mul", ["second", graph.given(f"{number}.second", [sizes.width])])
            state = graph.node("Add", [state, told])
        state = graph.layer(state, number)
    graph.head(state)
    graph.saved(path)


def _value(name: str, shape: list[str | int]) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
