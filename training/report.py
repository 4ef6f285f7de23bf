"""What a run tells while it goes: its log, the bar, the plot, and how much of a GPU it uses."""

import json
import sys
from pathlib import Path

import torch

PEAK_TFLOPS = {"H200": 989, "H100": 989, "A100": 312, "L40": 181, "4090": 165}  # dense bf16
UNFINISHED = 75  # the exit status of a call that stopped on the way, EX_TEMPFAIL of sysexits.h


def say(text: str) -> None:
    print(f"\r\x1b[K{text}" if sys.stderr.isatty() else text, file=sys.stderr, flush=True)


def read_log(path: Path) -> list[dict]:
    """The lines of metrics.jsonl; a last line torn by a kill is left out."""
    lines = []
    for text in path.read_text().splitlines() if path.exists() else []:
        try:
            lines.append(json.loads(text))
        except json.JSONDecodeError:
            break
    return lines


def open_log(path: Path, step: int):
    """metrics.jsonl to go on with after `step`: what came after the checkpoint is done again."""
    kept = [line for line in read_log(path) if line["step"] <= step]
    log = open(path, "w", buffering=1)
    log.writelines(json.dumps(line) + "\n" for line in kept)
    return log


def utilisation(flops_per_second: float, device: str) -> dict[str, float]:
    """{"mfu": share of the GPU's dense bf16 peak}, or nothing where the peak is not known."""
    name = torch.cuda.get_device_name(device) if device.startswith("cuda") else ""
    peak = next((tflops for key, tflops in PEAK_TFLOPS.items() if key in name), None)
    return {"mfu": round(flops_per_second / peak / 1e12, 4)} if peak else {}


def show(line: dict, done: float, seconds: float, flops_per_second: float) -> None:
    """The progress bar: one line that is rewritten on a terminal, a line of its own in a log."""
    terminal = sys.stderr.isatty()
    bar = ("█" * int(20 * done)).ljust(20, "░")
    left = int(seconds / max(done, 1e-6) * max(0, 1 - done))
    use = f"MFU {line['mfu']:.1%}" if "mfu" in line else f"{flops_per_second / 1e9:.0f} GFLOP/s"
    text = (f"{bar} {done:4.0%}  {left // 60}:{left % 60:02d} left  step {line['step']}  loss {line['loss']:.4f}  "
            f"{line['tokens'] / 1e6:.2f}M tokens  {line['tokens_per_second']:,} tok/s  {use}")
    print(f"\r\x1b[K{text}" if terminal else text, end="" if terminal and done < 1 else "\n", file=sys.stderr, flush=True)


def plot(out: Path, title: str) -> None:
    """loss.png from metrics.jsonl."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    lines = read_log(out / "metrics.jsonl")
    figure, axis = pyplot.subplots(figsize=(8, 4.5))
    for key, label in (("loss", "training"), ("dev_loss", "dev, completions")):
        points = [(line["tokens"] / 1e6, line[key]) for line in lines if key in line]
        axis.plot(*zip(*points), "o-" if key == "dev_loss" else "-", label=label) if points else None
    axis.set(xlabel="million tokens", ylabel="loss", title=title, yscale="log")
    axis.grid(alpha=0.3, which="both")
    axis.legend()
    figure.savefig(out / "loss.png", dpi=110, bbox_inches="tight")
