"""Optimisers: AdamW for vectors and embeddings, AdamW or Muon for the matrices of the layers.

Muon replaces a matrix's momentum by the nearest orthogonal matrix (five Newton-Schulz steps), so
that every direction is learnt at the same pace. Not the default: LOG.md has the comparison.
"""

import torch
from torch import Tensor

from model import Model


def orthogonal(matrices: Tensor) -> Tensor:
    """[n, rows, columns] to nearly orthogonal matrices of the same row and column spaces."""
    x = matrices / (matrices.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x  # the products below are cheaper on the short side
    for _ in range(5):
        gram = x @ x.mT
        x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """Muon for 2-D parameters. `parameter.rows` splits a fused matrix into the matrices it holds."""

    def __init__(self, parameters: list[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.1):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            alike: dict[torch.Size, list[tuple[Tensor, Tensor]]] = {}
            for parameter in group["params"]:
                state = self.state[parameter]
                momentum = state.setdefault("momentum", torch.zeros_like(parameter))
                momentum.lerp_(parameter.grad, 1 - group["momentum"])
                update = parameter.grad.lerp(momentum, group["momentum"])  # Nesterov
                rows = getattr(parameter, "rows", [parameter.shape[0]])
                for part, direction in zip(parameter.split(rows), update.split(rows)):
                    alike.setdefault(part.shape, []).append((part, direction))
            for shape, parts in alike.items():
                directions = orthogonal(torch.stack([direction for _, direction in parts]))
                # scaled to the size of an AdamW update, so that one learning rate serves both
                scale = 0.2 * max(shape) ** 0.5
                for (part, _), direction in zip(parts, directions):
                    part.mul_(1 - group["lr"] * group["weight_decay"])
                    part.add_(direction, alpha=-group["lr"] * scale)


def optimisers(model: Model, kind: str, lr: float, weight_decay: float) -> list[torch.optim.Optimizer]:
    """The optimisers of a model. Each group keeps its peak rate in "peak"; the schedule scales it."""
    matrices = [p for matrix in model.matrices() for p in matrix.parameters() if p.requires_grad]
    for block in model.blocks:
        block.qkv.weight.rows = model.config.qkv_rows
        block.gate_up.weight.rows = [model.config.ffn] * 2
    vectors = [p for p in model.parameters() if p.dim() < 2]
    groups = [
        {"params": [model.embedding.weight], "weight_decay": 0.0},
        {"params": vectors, "weight_decay": 0.0},
    ]
    if kind == "adamw":
        groups.append({"params": matrices, "weight_decay": weight_decay})
    groups = [group for group in groups if group["params"][0].requires_grad]  # beside an adapter these are frozen
    made: list[torch.optim.Optimizer] = [torch.optim.AdamW(groups, lr=lr, betas=(0.9, 0.95), fused=True)]
    if kind == "muon":
        made.append(Muon(matrices, lr=lr, weight_decay=weight_decay))
    for optimiser in made:
        for group in optimiser.param_groups:
            group["peak"] = lr
    return made
