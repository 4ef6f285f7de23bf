#!/bin/sh
# LoRA on a Llama- or Qwen-shaped model in a Hugging Face folder, for vLLM or llama-server. Called again after a kill, it goes on.
#   lora.sh BASE CHAT.jsonl OUT [options of lora.py]     GPUS=4 for several GPUs
# With --call-minutes 8 a call ends in time, with status 75 while there is more to do: call it again.
set -eu
base=$1 data=$2 out=$3
shift 3
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
if [ "${GPUS:-1}" -gt 1 ]; then
    "$python" -m torch.distributed.run --standalone --nproc-per-node "$GPUS" "$here/lora.py" \
        --base "$base" --data "$data" --out "$out" --merge "$@"
    [ -f "$out/metrics.json" ] || exit 75
else
    exec "$python" "$here/lora.py" --base "$base" --data "$data" --out "$out" --merge "$@"
fi
