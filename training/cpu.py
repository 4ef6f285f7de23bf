"""How PyTorch uses the processor. Import before torch: libgomp reads its settings once, when loaded."""

import ctypes
import os
from pathlib import Path

# Threads that wait by spinning burn the core the other one needs: at a load of 12 on two cores
# sleeping is five times faster, on free cores the difference is lost in the noise (LOG.md).
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch  # noqa: E402


def prepare(threads: int) -> None:
    """Threads, and a heap that keeps its pages: large tensors are otherwise mapped anew every step."""
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(-4, 0)  # M_MMAP_MAX
        mallopt(-1, 2**31 - 1)  # M_TRIM_THRESHOLD


def wants_bf16(precision: str, device: str) -> bool:
    """bf16 where the hardware multiplies it; without AVX-512 bf16 or AMX it is 30 times slower than fp32."""
    if precision != "auto":
        return precision == "bf16"
    if device == "cuda":
        return torch.cuda.is_bf16_supported()
    flags = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    return "avx512_bf16" in flags or "amx_bf16" in flags
