#!/bin/sh
# The general model, from nothing, on two CPU cores. Called again after a kill, it goes on.
# NICE=0 where others want the cores too and the run matters more.
#   general.sh DATA OUT MINUTES        DATA: folder of *.jsonl.gz or one file
set -eu
data=$1 out=$2 minutes=$3
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-/tmp/train-venv/bin/python}
[ -d "$data" ] && files=$(ls "$data"/*.jsonl.gz) || files=$data
mkdir -p "$out"

[ -f "$out/vocabulary.json" ] || nice -n "${NICE:-10}" "$python" "$here/tokenizer.py" "$out/vocabulary.json" $files --vocab 4096
nice -n "${NICE:-10}" "$python" "$here/train.py" --resume --data $files --tokenizer "$out/vocabulary.json" --out "$out" \
    --minutes "$minutes" --lr 2e-3 --step-tokens 4096 --row 256 --limit 1024 --evals 6 --threads 2
for type in q8_0 f16; do
    "$python" "$here/export.py" "$out/model.pt" "$out/dragoman-general-$type.gguf" --type $type --name "Dragoman general"
    for file in $files; do first=$file; break; done
    "$python" "$here/agree.py" "$out/model.pt" "$out/dragoman-general-$type.gguf" --data "$first"
done
