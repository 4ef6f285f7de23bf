"""Fine-tunes a Llama- or Qwen-shaped model from a Hugging Face folder on conversations, with LoRA or whole.

    python lora.py --base FOLDER --data chat.jsonl --out OUT [--full] [--merge]
    torchrun --nproc-per-node 4 lora.py …            several GPUs

A line of the data is {"messages": [{"role", "content"}, …]} as `dragoman audit export --for-training chat` writes it; the loss is
on the last message. OUT gets the adapter (adapter_model.safetensors, adapter.gguf for llama-server's --lora), with --merge or
--full a whole checkpoint for vLLM in OUT/merged, metrics.jsonl, and metrics.json at the end. Called again after a kill it goes on.
"""

import argparse
import json
import math
import os
import random
import time
from pathlib import Path

import torch
from torch import distributed
from torch.nn import functional as F

from export import pairs, write_adapter
from report import UNFINISHED, open_log, read_log, utilisation

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
IGNORED = -100


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--full", action="store_true", help="train all weights instead of an adapter")
    p.add_argument("--merge", action="store_true", help="also write base and adapter as one checkpoint")
    p.add_argument("--rank", type=int, default=16)
    p.add_argument("--alpha", type=int, default=32)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--epochs", type=float, default=2.0)
    p.add_argument("--batch", type=int, default=4, help="conversations of a step on one device")
    p.add_argument("--context", type=int, default=4096, help="longer conversations are left out")
    p.add_argument("--save-steps", type=int, default=50)
    p.add_argument("--call-minutes", type=float, help="this call stops after so long, with status 75 if there is more to do")
    p.add_argument("--checkpointing", action=argparse.BooleanOptionalAction, default=torch.cuda.is_available(),
                   help="compute layers twice instead of keeping them; by itself on a GPU")
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


def examples(path: Path, tokenizer, context: int) -> list[tuple[list[int], list[int]]]:
    """Token ids and labels of each conversation: the prompt as serving renders it, then the answer."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        messages = json.loads(line)["messages"]
        prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
        # Tokenised apart, as the server does: the answer begins where the prompt ends.
        before = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        answer = tokenizer(messages[-1]["content"], add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id]
        if len(before) + len(answer) <= context:
            rows.append((before + answer, [IGNORED] * len(before) + answer))
    return rows


def padded(rows: list[tuple[list[int], list[int]]], pad: int, device: str) -> tuple[torch.Tensor, ...]:
    width = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([ids + [pad] * (width - len(ids)) for ids, _ in rows], device=device)
    labels = torch.tensor([labels + [IGNORED] * (width - len(labels)) for _, labels in rows], device=device)
    mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids, _ in rows], device=device)
    return ids, labels, mask


def loss_of(model, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    ids, labels, mask = batch
    logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits[:, :-1].float()
    return F.cross_entropy(logits.flatten(0, 1), labels[:, 1:].flatten(), ignore_index=IGNORED)


def gguf_name(name: str) -> tuple[str, str]:
    """llama.cpp's name of an adapted matrix, and which projection it is."""
    parts = name.split(".")
    index, projection = parts[parts.index("layers") + 1], next(t for t in TARGETS if t in parts)
    names = dict(zip(TARGETS, ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"]))
    return f"blk.{index}.{names[projection]}.weight", projection


def write_gguf(adapter: dict[str, torch.Tensor], config, alpha: int, path: Path) -> None:
    """The adapter in the form that llama-server takes with --lora."""
    architecture = {"llama": "llama", "mistral": "llama", "qwen2": "qwen2", "qwen3": "qwen3"}.get(config.model_type)
    if architecture is None:
        return print(f"no adapter.gguf: llama.cpp's names for {config.model_type} are not known here")
    heads = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads}
    named = {}
    for name, tensor in sorted(adapter.items()):
        matrix, projection = gguf_name(name)
        kind = "lora_a" if "lora_A" in name else "lora_b"
        if kind == "lora_b" and architecture == "llama" and projection in heads:
            tensor = pairs(tensor, heads[projection])  # llama.cpp's Llama rotates neighbours, Hugging Face's halves
        named[f"{matrix}.{kind}"] = tensor.float()
    write_adapter(path, named, alpha, architecture)


def main() -> None:
    from peft import LoraConfig, get_peft_model, get_peft_model_state_dict
    from transformers import AutoModelForCausalLM, AutoTokenizer

    called = time.monotonic()
    options = arguments()
    world, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    cuda = torch.cuda.is_available()
    device = f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if cuda else "cpu"
    if cuda:
        torch.cuda.set_device(device)
    if world > 1:
        distributed.init_process_group("nccl" if cuda else "gloo")
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    # weights that are learnt are kept in fp32, or small steps would be rounded off; those that are not need only bf16
    kept = torch.bfloat16 if cuda and not options.full else torch.float32
    model = AutoModelForCausalLM.from_pretrained(options.base, dtype=kept)
    if not options.full:
        model = get_peft_model(model, LoraConfig(
            r=options.rank, lora_alpha=options.alpha, target_modules=TARGETS, task_type="CAUSAL_LM"))
    model.to(device)
    if options.checkpointing:
        # the reentrant kind finds no gradient at a frozen embedding, and runs hooks twice that several processes count
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=options.lr, weight_decay=0.0)
    rows = examples(options.data, tokenizer, options.context)
    if not rows:
        raise SystemExit(f"{options.data} holds no conversation of at most {options.context} tokens")
    per_step = options.batch * world
    steps = max(1, math.ceil(options.epochs * len(rows) / per_step))
    # operations of a token: forward, for the inputs' gradients, for what is learnt; attention and what is computed twice left out
    embedding, head = model.get_input_embeddings().weight, model.get_output_embeddings().weight
    matrices = sum(p.numel() for p in model.parameters() if p.dim() == 2 and (p is head or p is not embedding))
    per_token = 4 * matrices + 2 * sum(p.numel() for p in trained)

    state_path, step = options.out / "state.pt", 0
    if state_path.exists():
        saved = torch.load(state_path, map_location=device, weights_only=True)
        with torch.no_grad():
            for parameter, stored in zip(trained, saved["weights"], strict=True):
                parameter.copy_(stored)
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
        del saved
    body = torch.nn.parallel.DistributedDataParallel(model) if world > 1 else model
    body.train()
    log = None
    if rank == 0:
        log = open_log(options.out / "metrics.jsonl", step)
        (options.out / "metrics.json").unlink(missing_ok=True)  # it says that the run is at its end

    def store() -> None:
        draft = state_path.with_suffix(".draft")
        torch.save({"weights": [p.detach() for p in trained], "optimiser": optimiser.state_dict(), "step": step}, draft)
        draft.replace(state_path)

    out_of_time = False
    while step < steps and not out_of_time:
        began = time.monotonic()
        epoch, place = divmod(step * per_step, len(rows))
        order = list(range(len(rows)))
        random.Random(options.seed * 1000 + epoch).shuffle(order)
        mine = [rows[order[(place + rank * options.batch + n) % len(rows)]] for n in range(options.batch)]
        share = min(1.0, (step + 1) / max(1, 0.03 * steps)) * max(0.05, 1 - step / steps)
        for group in optimiser.param_groups:
            group["lr"] = options.lr * share
        batch = padded(mine, tokenizer.eos_token_id, device)
        with torch.autocast("cuda", torch.bfloat16, enabled=cuda):
            loss = loss_of(body, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        # of all processes, so that all of them stop together: the mean loss, the tokens, whose time is over
        late = options.call_minutes and time.monotonic() - called > 60 * options.call_minutes
        sums = torch.tensor([loss.item() / world, int(batch[2].sum()), bool(late)], device=device)
        if world > 1:
            distributed.all_reduce(sums)
        mean, tokens, late = sums.tolist()
        out_of_time = late > 0
        if rank == 0:
            seconds = time.monotonic() - began
            line = {"step": step, "loss": round(mean, 4), "seconds": round(seconds, 3), "tokens_per_second": round(tokens / seconds)}
            line |= utilisation(tokens * per_token / seconds / world, device)
            log.write(json.dumps(line) + "\n")
            if step % 10 == 0 or step == steps:
                use = f"  MFU {line['mfu']:.1%}" if "mfu" in line else ""
                print(f"step {step} of {steps}  loss {mean:.4f}  {line['tokens_per_second']:,} tok/s{use}", flush=True)
            if step % options.save_steps == 0 or step == steps or out_of_time:
                store()
    if world > 1:
        distributed.destroy_process_group()  # before the end, which may take one process longer than the others would wait
    if rank == 0 and step < steps:
        print(f"stopped at step {step} of {steps}: call again to go on")
    elif rank == 0:
        finish(model, tokenizer, options, None if options.full else get_peft_model_state_dict(model))
    if step < steps and world == 1:  # torchrun would take it for a crash
        raise SystemExit(UNFINISHED)


def finish(model, tokenizer, options: argparse.Namespace, adapter: dict[str, torch.Tensor] | None) -> None:
    """Writes what the run is for; metrics.json last."""
    merged = options.out / "merged"
    if adapter is not None:
        model.save_pretrained(options.out)
        write_gguf(adapter, model.config, options.alpha, options.out / "adapter.gguf")
        model = model.merge_and_unload() if options.merge else None
    elif torch.cuda.is_available():
        model.to(torch.bfloat16)
    if model is not None:
        model.save_pretrained(merged)
        tokenizer.save_pretrained(merged)
    summary = read_log(options.out / "metrics.jsonl")[-1] | {"options": vars(options)}
    (options.out / "metrics.json").write_text(json.dumps(summary, default=str, indent=1) + "\n")


if __name__ == "__main__":
    main()
