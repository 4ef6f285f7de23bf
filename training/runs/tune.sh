#!/bin/sh
# Fine-tunes a base model to one schema's pairs. Called again after a kill, it goes on.
# NICE=0 where others want the cores too and the run matters more.
#   tune.sh BASE DATA OUT MINUTES      BASE: model.pt of general.sh; DATA: one *.jsonl.gz
set -eu
base=$1 data=$2 out=$3 minutes=$4
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-/tmp/train-venv/bin/python}

nice -n "${NICE:-10}" "$python" "$here/train.py" --resume --init "$base" --data "$data" --out "$out" \
    --minutes "$minutes" --lr 1e-3 --step-tokens 4096 --row 256 --limit 1024 --evals 3 --threads 2
for type in q8_0 f16; do
    "$python" "$here/export.py" "$out/model.pt" "$out/dragoman-tuned-$type.gguf" --type $type --name "Dragoman tuned"
    "$python" "$here/agree.py" "$out/model.pt" "$out/dragoman-tuned-$type.gguf" --data "$data"
done
