#!/bin/sh
# Tunes a model that ships to one schema's pairs by an adapter of some hundred kB for the same file. Called again after a kill, it goes on.
#   adapter.sh MODEL.gguf DATA OUT MINUTES       llama-server -m MODEL.gguf --lora OUT/adapter.gguf serves it
set -eu
gguf=$1 data=$2 out=$3 minutes=$4
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
mkdir -p "$out"

[ -f "$out/base.pt" ] || "$python" "$here/base.py" "$gguf" "$out/base.pt"
nice -n "${NICE:-10}" "$python" "$here/train.py" --resume --init "$out/base.pt" --lora "${RANK:-16}" --data "$data" --out "$out" \
    --minutes "$minutes" --lr "${LR:-6e-3}" --step-tokens 3072 --row 256 --limit 1024 --evals 1 --decay 0.6 --threads "${THREADS:-2}"
"$python" "$here/export.py" "$out/model.pt" "$out/adapter.gguf" --adapter
"$python" "$here/agree.py" "$out/model.pt" "$gguf" --lora "$out/adapter.gguf" --data "$data"
