"""Writes a tiny random-weights Llama model as GGUF, so that the real model server runs in tests.

    make_tiny_model.py OUT.gguf

About 100 kB: one layer of width 32, a byte-level vocabulary plus a few tags, each one token. Its answers are noise,
the same noise on every machine. Standard library only.
"""
import random
import struct
import sys

WIDTH, FEED_FORWARD, HEADS, LAYERS, CONTEXT = 32, 64, 4, 1, 2048
UINT32, FLOAT32, BOOL, STRING, ARRAY, INT32 = 4, 6, 7, 8, 9, 5
NORMAL, CONTROL, USER_DEFINED = 1, 3, 4


def byte_letters():
    """The printable letter that stands for each byte in a byte-level vocabulary."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(spare)) for byte in range(256)]


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def entry(key, kind, packed):
    return text(key) + struct.pack("<I", kind) + packed


def array(key, kind, items):
    packed = b"".join(text(i) if kind == STRING else struct.pack("<i", i) for i in items)
    return entry(key, ARRAY, struct.pack("<IQ", kind, len(items)) + packed)


def number(key, value):
    if isinstance(value, float):
        return entry(key, FLOAT32, struct.pack("<f", value))
    return entry(key, UINT32, struct.pack("<I", value))


def main(path):
    tags = [f"<{kind}{n}>" for kind in "ctv" for n in range(4)]
    tokens = byte_letters() + ["ab"] + tags + ["<|end|>"]
    kinds = [NORMAL] * 257 + [USER_DEFINED] * len(tags) + [CONTROL]
    end = len(tokens) - 1
    entries = [
        entry("general.architecture", STRING, text("llama")),
        entry("general.name", STRING, text("tiny")),
        number("llama.context_length", CONTEXT),
        number("llama.embedding_length", WIDTH),
        number("llama.block_count", LAYERS),
        number("llama.feed_forward_length", FEED_FORWARD),
        number("llama.attention.head_count", HEADS),
        number("llama.attention.head_count_kv", HEADS),
        number("llama.attention.layer_norm_rms_epsilon", 1e-5),
        number("llama.rope.dimension_count", WIDTH // HEADS),
        number("llama.vocab_size", len(tokens)),
        entry("tokenizer.ggml.model", STRING, text("gpt2")),
        entry("tokenizer.ggml.pre", STRING, text("gpt-2")),
        array("tokenizer.ggml.tokens", STRING, tokens),
        array("tokenizer.ggml.token_type", INT32, kinds),
        array("tokenizer.ggml.merges", STRING, ["a b"]),
        number("tokenizer.ggml.eos_token_id", end),
        number("tokenizer.ggml.bos_token_id", end),
        entry("tokenizer.ggml.add_bos_token", BOOL, b"\0"),
    ]
    shapes = [("token_embd.weight", (WIDTH, len(tokens))), ("output_norm.weight", (WIDTH,))]
    for layer in range(LAYERS):
        shapes += [
            (f"blk.{layer}.attn_norm.weight", (WIDTH,)),
            (f"blk.{layer}.attn_q.weight", (WIDTH, WIDTH)),
            (f"blk.{layer}.attn_k.weight", (WIDTH, WIDTH)),
            (f"blk.{layer}.attn_v.weight", (WIDTH, WIDTH)),
            (f"blk.{layer}.attn_output.weight", (WIDTH, WIDTH)),
            (f"blk.{layer}.ffn_norm.weight", (WIDTH,)),
            (f"blk.{layer}.ffn_gate.weight", (WIDTH, FEED_FORWARD)),
            (f"blk.{layer}.ffn_up.weight", (WIDTH, FEED_FORWARD)),
            (f"blk.{layer}.ffn_down.weight", (FEED_FORWARD, WIDTH)),
        ]
    dice = random.Random(20240229)
    head, body, offset = b"", [], 0
    for name, shape in shapes:
        count = 1
        for size in shape:
            count *= size
        values = [1.0] * count if "norm" in name else [dice.gauss(0, 0.3) for _ in range(count)]
        # The end token is pushed away from everything, so that answers run on until something stops them.
        if name == "token_embd.weight":
            values[-WIDTH:] = [0.0] * WIDTH
        data = struct.pack(f"<{count}f", *values)
        head += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, offset)
        body.append(data + bytes(-len(data) % 32))
        offset += len(body[-1])
    start = struct.pack("<IIQQ", 0x46554747, 3, len(shapes), len(entries)) + b"".join(entries) + head
    with open(path, "wb") as file:
        file.write(start + bytes(-len(start) % 32) + b"".join(body))


if __name__ == "__main__":
    main(sys.argv[1])
