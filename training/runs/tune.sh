#!/bin/sh
# Fine-tunes a base model to one schema's pairs. Called again after a kill, it goes on.
#   tune.sh BASE DATA OUT MINUTES      BASE: model.pt of general.sh; DATA: one *.jsonl.gz
set -eu
base=$1 data=$2 out=$3 minutes=$4
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}

nice -n "${NICE:-10}" "$python" "$here/train.py" --resume --init "$base" --data "$data" --out "$out" \
    --minutes "$minutes" --lr 2e-3 --step-tokens 3072 --row 256 --limit 1024 --evals 1 --decay 0.6 \
    --threads "${THREADS:-2}"
for type in q8_0 f16; do
    "$python" "$here/export.py" "$out/model.pt" "$out/dragoman-tuned-$type.gguf" --type $type --name "Dragoman tuned"
    "$python" "$here/agree.py" "$out/model.pt" "$out/dragoman-tuned-$type.gguf" --data "$data"
done
