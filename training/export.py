"""The tuned encoder as a graph for onnxruntime: eight bits a weight, words in, one vector out.

Owns the layout of the graph. The word embeddings stay outside: the bot looks them up in the package. Needs onnx, not
torch; called by `training.train` with the weights as arrays, and by nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

LAYERS = 6
WIDTH = 384
HEADS = 12
OPSET = 20
_EPSILON = 1e-12
_NO_WAY = -1e4

Floats = npt.NDArray[np.float32]


@dataclass
class _Graph:
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: dict[str, onnx.TensorProto] = field(default_factory=dict)
    count: int = 0

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Adds a weight once and returns its name."""
        self.weights.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        """Adds a node and returns the name of its output."""
        self.count += 1
        name = f"{kind.lower()}_{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name


def export(weights: Mapping[str, Floats], path: Path) -> None:
    """Writes the graph of a MiniLM whose weights are named as in its safetensors file."""
    graph = _Graph()
    words, mask = "words", "mask"
    hidden = _embedded(graph, weights, words)
    blocked = _blocked(graph, mask)
    for layer in range(LAYERS):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden, blocked)
    _pooled(graph, hidden, mask)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "minilm",
            [
                helper.make_tensor_value_info(words, TensorProto.FLOAT, ["texts", "length", WIDTH]),
                helper.make_tensor_value_info(mask, TensorProto.FLOAT, ["texts", "length"]),
            ],
            [helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["texts", WIDTH])],
            list(graph.weights.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=10,
    )
    onnx.checker.check_model(model)
    with TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        onnx.save(model, full)
        # Seven bits: without that sums overflow on processors that lack VNNI, and results would differ by machine.
        quantize_dynamic(
            full,
            path,
            op_types_to_quantize=["MatMul"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )


def _embedded(graph: _Graph, weights: Mapping[str, Floats], words: str) -> str:
    """Words plus positions; every token is of the first type, so that is a constant of the positions."""
    positions = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    shape = graph.add("Shape", words)
    length = graph.add("Gather", shape, graph.constant("one", np.array([1])), axis=0)
    start = graph.constant("start", np.array([0]))
    placed = graph.add("Slice", graph.constant("positions", positions), start, length, start)
    return _normed(graph, weights, "embeddings.LayerNorm", graph.add("Add", words, placed))


def _blocked(graph: _Graph, mask: str) -> str:
    """A large negative number for every place that is only padding."""
    padding = graph.add("Sub", graph.constant("1.0", np.float32(1.0)), mask)
    bias = graph.add("Mul", padding, graph.constant("no_way", np.float32(_NO_WAY)))
    return graph.add("Unsqueeze", bias, graph.constant("middle", np.array([1, 2])))


def _layer(
    graph: _Graph, weights: Mapping[str, Floats], name: str, hidden: str, blocked: str
) -> str:
    attention = f"{name}.attention"
    parts = [f"{attention}.self.{part}" for part in ("query", "key", "value")]
    scale = np.float32((WIDTH // HEADS) ** -0.5)
    # One matrix for query, key and value: the input is quantised once. The scale of the scores lies in the query.
    matrix = np.concatenate(
        [weights[f"{part}.weight"].T * (scale if part == parts[0] else 1.0) for part in parts], 1
    )
    bias = np.concatenate(
        [weights[f"{part}.bias"] * (scale if part == parts[0] else 1.0) for part in parts]
    )
    mixed = _linear(graph, f"{attention}.self", matrix, bias, hidden)
    split = f"{name}.split"
    query, key, value = (f"{split}.{part}" for part in ("query", "key", "value"))
    graph.nodes.append(
        helper.make_node("Split", [mixed], [query, key, value], name=split, axis=-1, num_outputs=3)
    )
    query, key, value = (_heads(graph, one) for one in (query, key, value))
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 1, 3, 2]))
    shares = graph.add("Softmax", graph.add("Add", scores, blocked), axis=-1)
    context = graph.add("Transpose", graph.add("MatMul", shares, value), perm=[0, 2, 1, 3])
    joined = graph.add("Reshape", context, graph.constant("joined", np.array([0, 0, WIDTH])))
    hidden = _residual(graph, weights, f"{attention}.output", joined, hidden)
    inner = f"{name}.intermediate.dense"
    wide = _linear(graph, inner, weights[f"{inner}.weight"].T, weights[f"{inner}.bias"], hidden)
    return _residual(graph, weights, f"{name}.output", graph.add("Gelu", wide), hidden)


def _heads(graph: _Graph, hidden: str) -> str:
    shape = graph.constant("heads", np.array([0, 0, HEADS, WIDTH // HEADS]))
    return graph.add("Transpose", graph.add("Reshape", hidden, shape), perm=[0, 2, 1, 3])


def _linear(graph: _Graph, name: str, matrix: Floats, bias: Floats, hidden: str) -> str:
    product = graph.add("MatMul", hidden, graph.constant(f"{name}.matrix", matrix))
    return graph.add("Add", product, graph.constant(f"{name}.bias", bias))


def _residual(
    graph: _Graph, weights: Mapping[str, Floats], name: str, hidden: str, before: str
) -> str:
    dense = f"{name}.dense"
    out = _linear(graph, dense, weights[f"{dense}.weight"].T, weights[f"{dense}.bias"], hidden)
    return _normed(graph, weights, f"{name}.LayerNorm", graph.add("Add", out, before))


def _normed(graph: _Graph, weights: Mapping[str, Floats], name: str, hidden: str) -> str:
    gain = graph.constant(f"{name}.gain", weights[f"{name}.weight"])
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.add("LayerNormalization", hidden, gain, bias, axis=-1, epsilon=_EPSILON)


def _pooled(graph: _Graph, hidden: str, mask: str) -> None:
    """The mean over what is no padding, as `pooled`."""
    last = graph.constant("last", np.array([2]))
    kept = graph.add("Mul", hidden, graph.add("Unsqueeze", mask, last))
    along = graph.constant("along", np.array([1]))
    total = graph.add("ReduceSum", kept, along, keepdims=0)
    count = graph.add("ReduceSum", mask, along, keepdims=1)
    graph.nodes.append(helper.make_node("Div", [total, count], ["pooled"], name="pooled"))
