"""The network that is tuned: MiniLM from the package, its word embeddings frozen, and a head for each question.

Owns its shape and how texts become tensors. Needs torch and transformers; called by `training.encoder` alone.
"""

import os
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from bot.understanding.encoder import MOST_TOKENS, WIDTH, model_dir, shortened
from bot.understanding.outputs import FLAGS, LABELS
from training.export import Floats

os.environ.setdefault("HF_HUB_OFFLINE", "1")

DROPOUT = 0.1
RISKS = 4
"""Crisis, danger, threat, and any of them."""


class Heads(nn.Module):
    """What is asked of a vector: its label, its flags, how much danger."""

    def __init__(self) -> None:
        super().__init__()
        self.label = nn.Linear(WIDTH, len(LABELS))
        self.flag = nn.Linear(WIDTH, len(FLAGS))
        self.risk = nn.Linear(WIDTH, RISKS)


class Tuned(nn.Module):
    """The encoder with its heads."""

    def __init__(self) -> None:
        super().__init__()
        from transformers import AutoModel

        self.body = AutoModel.from_pretrained(model_dir(), attn_implementation="eager")
        for module in self.body.modules():
            if isinstance(module, nn.Dropout):
                module.p = DROPOUT
        # Frozen, so that what is shipped is the rest; the bot looks words up in the package.
        self.body.embeddings.word_embeddings.weight.requires_grad = False
        self.heads = Heads()

    def vectors(self, ids: Sequence[Sequence[int]]) -> Tensor:
        """The mean over the tokens of each text."""
        longest = max(len(one) for one in ids)
        tokens = torch.zeros(len(ids), longest, dtype=torch.long)
        mask = torch.zeros(len(ids), longest)
        for row, one in enumerate(ids):
            tokens[row, : len(one)] = torch.tensor(one)
            mask[row, : len(one)] = 1.0
        hidden = self.body(input_ids=tokens, attention_mask=mask)[0]
        kept = mask[..., None]
        return (hidden * kept).sum(1) / kept.sum(1)

    def body_weights(self) -> dict[str, Floats]:
        """The weights by their names in the safetensors file, for `training.export`."""
        return {name: value.detach().numpy() for name, value in self.body.state_dict().items()}

    def groups(
        self, rate: float, decay: float, head_rate: float, weight_decay: float
    ) -> list[dict[str, object]]:
        """Parameters with their learning rates: the lower a layer, the slower it changes."""
        by_depth: dict[tuple[int, bool], list[nn.Parameter]] = {}
        layers = len(self.body.encoder.layer)
        for name, parameter in self.body.named_parameters():
            if not parameter.requires_grad or name.startswith("pooler"):
                continue
            above = (
                layers - 1 - int(name.split(".")[2])
                if name.startswith("encoder.layer.")
                else layers
            )
            by_depth.setdefault((above, parameter.dim() > 1), []).append(parameter)
        groups: list[dict[str, object]] = [
            {
                "params": parameters,
                "lr": rate * decay**above,
                "weight_decay": weight_decay if is_matrix else 0.0,
            }
            for (above, is_matrix), parameters in sorted(by_depth.items(), key=lambda item: item[0])
        ]
        return [
            *groups,
            {
                "params": list(self.heads.parameters()),
                "lr": head_rate,
                "weight_decay": weight_decay,
            },
        ]


def tokenizer() -> Tokenizer:
    """The package's, as the bot uses it."""
    found = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def token_ids(with_tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    """Ids of plain texts, long ones shortened as the bot shortens them (to `MOST_TOKENS`)."""
    return [shortened(one.ids) for one in with_tokenizer.encode_batch(list(texts))]


__all__ = ["MOST_TOKENS", "Heads", "Tuned", "token_ids", "tokenizer"]
