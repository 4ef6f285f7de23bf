"""The network: a small Llama (RMSNorm, RoPE, SwiGLU, tied head), in the shape llama.cpp runs.

Letters in shapes: B rows, T tokens of a row, D model width, H heads, h width of a head, V vocabulary.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass
class Config:
    """Sizes of a model. Widths must be multiples of 32, the block of Q8_0."""

    vocab: int
    dim: int = 256
    layers: int = 8
    heads: int = 4
    kv_heads: int = 4
    ffn: int = 704
    context: int = 2048
    rope_base: float = 10_000.0
    eps: float = 1e-5
    rank: int = 0  # of the adapter beside each matrix of the layers

    @property
    def head_dim(self) -> int:
        return self.dim // self.heads

    @property
    def qkv_rows(self) -> list[int]:
        """Rows of the fused matrix that belong to q, k and v."""
        return [self.dim, self.kv_heads * self.head_dim, self.kv_heads * self.head_dim]


class Cache:
    """Keys and values of the tokens already read: one tensor a layer, [B, kv heads, room, h]."""

    def __init__(self, config: Config, rows: int, room: int, like: Tensor):
        shape = (rows, config.kv_heads, room, config.head_dim)
        self.keys = [like.new_zeros(shape) for _ in range(config.layers)]
        self.values = [like.new_zeros(shape) for _ in range(config.layers)]
        self.used = 0

    def extend(self, layer: int, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Stores new [B, kv heads, T, h] and returns all so far; the caller advances `used`."""
        end = self.used + key.shape[2]
        self.keys[layer][:, :, self.used : end] = key
        self.values[layer][:, :, self.used : end] = value
        return self.keys[layer][:, :, :end], self.values[layer][:, :, :end]


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """RoPE on [B, H, T, h] with the first half of h as real parts (export.py reorders to pairs)."""
    real, imaginary = x.chunk(2, dim=-1)
    return torch.cat((real * cos - imaginary * sin, real * sin + imaginary * cos), dim=-1)


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    """Attention. Learning on a processor takes the plain products: the fused kernel's way back is several times slower (LOG.md)."""
    if q.device.type == "cpu" and q.requires_grad:
        return ((q * q.shape[-1] ** -0.5) @ k.mT + mask).softmax(-1) @ v
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)


class Matrix(nn.Linear):
    """A matrix without bias. With a rank (LoRA) it is frozen, and a product of two thin ones is learnt beside it: W + B A."""

    def __init__(self, inputs: int, outputs: int, rank: int):
        super().__init__(inputs, outputs, bias=False)
        self.weight.requires_grad_(rank == 0)
        self.a = nn.Parameter(torch.empty(rank, inputs)) if rank else None
        self.b = nn.Parameter(torch.empty(outputs, rank)) if rank else None

    def forward(self, x: Tensor) -> Tensor:
        plain = super().forward(x)
        return plain if self.a is None else plain + F.linear(F.linear(x, self.a), self.b)

    def whole(self) -> Tensor:
        """The matrix with its adapter worked in."""
        return self.weight if self.a is None else self.weight + self.b @ self.a


class Block(nn.Module):
    """Attention and feed-forward, each on a normed copy added back to the stream."""

    def __init__(self, config: Config, index: int):
        super().__init__()
        self.config, self.index = config, index
        self.attention_norm = nn.RMSNorm(config.dim, eps=config.eps)
        self.qkv = Matrix(config.dim, sum(config.qkv_rows), config.rank)
        self.attention_out = Matrix(config.dim, config.dim, config.rank)
        self.ffn_norm = nn.RMSNorm(config.dim, eps=config.eps)
        self.gate_up = Matrix(config.dim, 2 * config.ffn, config.rank)
        self.down = Matrix(config.ffn, config.dim, config.rank)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, cache: Cache | None) -> Tensor:
        rows, length, _ = x.shape
        config = self.config
        q, k, v = self.qkv(self.attention_norm(x)).split(config.qkv_rows, dim=-1)
        q, k, v = (part.view(rows, length, -1, config.head_dim).transpose(1, 2) for part in (q, k, v))
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        if cache is not None:
            k, v = cache.extend(self.index, k, v)
        if config.kv_heads != config.heads:
            repeats = config.heads // config.kv_heads
            k, v = k.repeat_interleave(repeats, dim=1), v.repeat_interleave(repeats, dim=1)
        mixed = attend(q, k, v, mask.to(q.dtype))
        x = x + self.attention_out(mixed.transpose(1, 2).reshape(rows, length, config.dim))
        gate, up = self.gate_up(self.ffn_norm(x)).chunk(2, dim=-1)
        return x + self.down(F.silu(gate) * up)


class Model(nn.Module):
    """Token ids to hidden states; `head` turns the states one asks about into logits."""

    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab, config.dim)
        self.blocks = nn.ModuleList(Block(config, index) for index in range(config.layers))
        self.norm = nn.RMSNorm(config.dim, eps=config.eps)
        if config.rank:  # only the adapter is learnt
            for parameter in (self.embedding.weight, *(p for p in self.parameters() if p.dim() < 2)):
                parameter.requires_grad_(False)
        half = torch.arange(0, config.head_dim, 2, dtype=torch.float32) / config.head_dim
        angles = torch.outer(torch.arange(config.context).float(), config.rope_base**-half)
        self.register_buffer("cos", angles.cos(), persistent=False)  # [context, h/2]
        self.register_buffer("sin", angles.sin(), persistent=False)
        self.start()

    def start(self) -> None:
        """Random start: 0.02 everywhere, less on what is added to the stream once per layer; an adapter adds nothing."""
        for name, parameter in self.named_parameters():
            if parameter.dim() < 2:
                continue
            added = name.endswith(("attention_out.weight", "down.weight"))
            nn.init.normal_(parameter, std=0.02 / (2 * self.config.layers) ** 0.5 if added else 0.02)
        for matrix in self.matrices():
            if matrix.a is not None:
                nn.init.normal_(matrix.a, std=self.config.rank**-0.5)
                nn.init.zeros_(matrix.b)

    def matrices(self) -> Iterator[Matrix]:
        """The matrices of the layers."""
        return (module for module in self.modules() if isinstance(module, Matrix))

    def forward(self, tokens: Tensor, positions: Tensor, mask: Tensor, cache: Cache | None = None) -> Tensor:
        """tokens, positions [B, T]; mask [B, 1, T, keys], 0 = visible, -inf = hidden. Returns [B, T, D]."""
        x = self.embedding(tokens)
        cos, sin = self.cos[positions][:, None], self.sin[positions][:, None]
        for block in self.blocks:
            x = block(x, cos, sin, mask, cache)
        if cache is not None:
            cache.used += tokens.shape[1]
        return self.norm(x)

    def head(self, hidden: Tensor) -> Tensor:
        """Hidden states [..., D] to logits [..., V]; the head is the embedding, turned round."""
        return F.linear(hidden, self.embedding.weight)

    def count(self) -> int:
        """Parameters; the tied head counts once."""
        return sum(parameter.numel() for parameter in self.parameters())

    def adapted(self, rank: int) -> "Model":
        """A copy with what adapter there is worked in, and a new one of `rank` that adds nothing yet; none for 0."""
        weights = {name: weight for name, weight in self.state_dict().items() if not name.endswith((".a", ".b"))}
        for name, module in self.named_modules():
            if isinstance(module, Matrix):
                weights[f"{name}.weight"] = module.whole().detach()
        other = Model(replace(self.config, rank=rank)).to(self.embedding.weight.device)
        other.load_state_dict(weights, strict=False)  # but for the new adapter
        return other

    def flops(self, tokens: int, length: int, asked: int) -> float:
        """Floating-point operations of training on `tokens` in rows of `length`, the head at `asked` of them."""
        # twice forward, twice for the inputs' gradients, and twice more where the matrix itself is learnt
        times = {True: 6.0, False: 4.0}
        matrices = sum(p.numel() * times[p.requires_grad] for m in self.matrices() for p in m.parameters())
        attention = 12.0 * self.config.layers * self.config.dim * length  # scores and mixing, per token
        head = self.embedding.weight
        return tokens * (matrices + attention) + asked * head.numel() * times[head.requires_grad]


def visible(mask: Tensor) -> Tensor:
    """Boolean [..., T, keys] to what attention adds: 0 where true, -inf where false. Made once per batch."""
    return torch.zeros(mask.shape, device=mask.device).masked_fill_(~mask, float("-inf"))


def save(path: Path, model: Model, **more: object) -> None:
    """Writes a checkpoint in one step, so that a kill leaves the old one or the new one."""
    draft = path.with_suffix(".draft")
    torch.save({"config": asdict(model.config), "model": model.state_dict(), **more}, draft)
    draft.replace(path)


def load(path: Path, device: str = "cpu") -> tuple[Model, dict]:
    """Reads a checkpoint: the model, and the rest of what was saved with it."""
    saved = torch.load(path, map_location=device, weights_only=True)
    model = Model(Config(**saved.pop("config")))
    model.load_state_dict(saved.pop("model"))
    return model.to(device), saved
