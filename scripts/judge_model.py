"""The network of the trained judge, and the weights that its training starts from.

A BERT encoder of 12 layers of 384 (Devlin et al. 2019) that reads claim and passage together, with one output for each
relation. It starts from a passage ranker, ms-marco-MiniLM-L-12-v2 (Apache-2.0), which is at hand as an ONNX file with
8-bit weights: they are brought back to 32 bits.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from judge_data import RELATIONS
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

LAYERS, WIDTH, HEADS, INNER, PLACES = 12, 384, 12, 1536, 512
State = dict[str, Tensor]


class Layer(nn.Module):
    """One layer: attention over all pieces, then the same small network for each."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.first_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.second_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, only_first: bool = False) -> Tensor:
        """Return what becomes of every piece, or of the first alone."""
        size, length, _ = x.shape
        parts = self.asked(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        if only_first:
            query, x = query[:, :, :1], x[:, :1]
        shares = torch.softmax(query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask, dim=-1)
        seen = (shares @ value).transpose(1, 2).reshape(size, x.shape[1], WIDTH)
        x = self.first_norm(x + self.attended(seen))
        found: Tensor = self.second_norm(x + self.narrow(nn.functional.gelu(self.widen(x))))
        return found


class JudgeNet(nn.Module):
    """Pieces of claim and passage in, one number for each relation out."""

    def __init__(self, pieces: int, frozen: int = 0) -> None:
        super().__init__()
        self.frozen = frozen
        self.words = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.sides = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.pool = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, len(RELATIONS))
        for module in (self.words, self.places, self.sides, self.norm, *self.layers[:frozen]):
            if frozen:
                module.requires_grad_(False)

    def forward(self, pieces: Tensor, sides: Tensor, mask: Tensor) -> Tensor:
        """Return the outputs for a batch; ``mask`` is 1 for pieces and 0 for padding."""
        x = self.norm(self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.sides(sides))
        hidden = ((1.0 - mask.to(x.dtype)) * -10000.0)[:, None, None, :]
        for number, layer in enumerate(self.layers):
            x = layer(x, hidden, only_first=number == LAYERS - 1)
        out: Tensor = self.out(torch.tanh(self.pool(x[:, 0])))
        return out


def base_state(file: Path) -> State:
    """Read the ranker's ONNX file and return its weights in 32 bits under this network's names."""
    graph = onnx.load(str(file)).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    plain = {name: a for name, a in held.items() if a.dtype == np.float32 and name.startswith("bert.")}
    linear = _linear_weights(graph, held)
    embedded = {
        name: _restored(held, f"bert.embeddings.{key}.weight")
        for name, key in (
            ("words", "word_embeddings"),
            ("places", "position_embeddings"),
            ("sides", "token_type_embeddings"),
        )
    }
    state = {f"{name}.weight": a for name, a in embedded.items()}
    state |= _renamed("norm", plain, "bert.embeddings.LayerNorm")
    for number in range(LAYERS):
        old, new = f"bert.encoder.layer.{number}", f"layers.{number}"
        asked = [f"{old}.attention.self.{part}" for part in ("query", "key", "value")]
        state[f"{new}.asked.weight"] = np.concatenate([linear[name] for name in asked])
        state[f"{new}.asked.bias"] = np.concatenate([plain[f"{name}.bias"] for name in asked])
        for mine, theirs in (
            ("attended", "attention.output.dense"),
            ("widen", "intermediate.dense"),
            ("narrow", "output.dense"),
        ):
            state[f"{new}.{mine}.weight"] = linear[f"{old}.{theirs}"]
            state[f"{new}.{mine}.bias"] = plain[f"{old}.{theirs}.bias"]
        state |= _renamed(f"{new}.first_norm", plain, f"{old}.attention.output.LayerNorm")
        state |= _renamed(f"{new}.second_norm", plain, f"{old}.output.LayerNorm")
    state |= {"pool.weight": linear["bert.pooler.dense"], "pool.bias": held["bert.pooler.dense.bias"]}
    return {name: torch.tensor(np.array(a, dtype=np.float32)) for name, a in state.items()}


def shipped_state(file: Path) -> State:
    """Read the weights of an exported judge, brought back from 8 to 32 bits."""
    held = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(file)).graph.initializer}
    state = {name: a for name, a in held.items() if a.dtype == np.float32 and not name.endswith("_scale")}
    state |= {name: _restored(held, name) for name in ("words.weight", "sides.weight")}
    # The exporter numbers the matrices of the layers in the order in which they are used.
    numbered = sorted(
        (name.removesuffix("_quantized") for name in held if name.startswith("onnx::") and name.endswith("_quantized")),
        key=lambda name: int(name.rsplit("_", 1)[1]),
    )
    places = [f"layers.{n}.{part}" for n in range(LAYERS) for part in ("asked", "attended", "widen", "narrow")]
    linear = dict(zip(places, numbered, strict=True)) | {name: f"{name}.weight_Transposed" for name in ("pool", "out")}
    state |= {f"{name}.weight": _restored(held, old).T for name, old in linear.items()}
    return {name: torch.tensor(np.array(a, dtype=np.float32)) for name, a in state.items()}


def fresh(pieces: int, state: State, *, frozen: int) -> JudgeNet:
    """Return a network with these weights; outputs that they lack start from small random ones."""
    net = JudgeNet(pieces, frozen)
    nn.init.normal_(net.out.weight, std=0.02)
    nn.init.zeros_(net.out.bias)
    lacking, unknown = net.load_state_dict(state, strict=False)
    if unknown or set(lacking) - {"out.weight", "out.bias"}:
        raise SystemExit(f"These weights do not fit: lacking {lacking}, unknown {unknown}.")
    return net


def _linear_weights(graph: onnx.GraphProto, held: dict[str, NDArray[np.generic]]) -> dict[str, NDArray[np.float32]]:
    """Find the matrix of each linear layer, named after the bias that is added to its product."""
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    found = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in held:
            bias = _bias_after(node.output[0], users, held)
            found[bias.removesuffix(".bias")] = _restored(held, node.input[1].removesuffix("_quantized")).T
    return found


def _bias_after(output: str, users: dict[str, list[onnx.NodeProto]], held: dict[str, NDArray[np.generic]]) -> str:
    while True:
        node = users[output][0]
        bias = next((name for name in node.input if name in held and name.endswith(".bias")), None)
        if node.op_type == "Add" and bias:
            return bias
        output = node.output[0]


def _restored(held: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    values = held[f"{name}_quantized"].astype(np.float32)
    return np.asarray((values - held[f"{name}_zero_point"].astype(np.float32)) * held[f"{name}_scale"], np.float32)


def _renamed(new: str, plain: dict[str, NDArray[np.generic]], old: str) -> dict[str, NDArray[np.generic]]:
    return {f"{new}.{part}": plain[f"{old}.{part}"] for part in ("weight", "bias")}
