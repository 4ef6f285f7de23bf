#!/bin/sh
# The general model, from nothing, on CPU cores. Called again after a kill, it goes on.
#   general.sh DATA OUT MINUTES        DATA: folder of *.jsonl.gz or one file
# THREADS=1 is faster than 2 on cores that others use; SIZES="--dim 256 --layers 8 …" makes a larger model.
# On a busy machine NICE=-20 as root, and kernel.sched_autogroup_enabled=0, or the priority counts within the session only.
set -eu
data=$1 out=$2 minutes=$3
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
[ -d "$data" ] && files=$(ls "$data"/*.jsonl.gz) || files=$data
sizes=${SIZES:---dim 192 --layers 6 --heads 4 --kv-heads 4 --ffn 512}
mkdir -p "$out"

[ -f "$out/vocabulary.json" ] || nice -n "${NICE:-10}" "$python" "$here/tokenizer.py" "$out/vocabulary.json" $files --vocab 4096
nice -n "${NICE:-10}" "$python" "$here/train.py" --resume --data $files --tokenizer "$out/vocabulary.json" --out "$out" \
    --minutes "$minutes" $sizes --lr 2.5e-3 --step-tokens 5120 --batch-tokens 4096 --row 256 --limit 1280 --renumber 0.5 --evals 5 \
    --decay 0.35 --threads "${THREADS:-2}"
for type in q8_0 f16; do
    "$python" "$here/export.py" "$out/model.pt" "$out/dragoman-general-$type.gguf" --type $type --name "Dragoman general"
    for file in $files; do first=$file; break; done
    "$python" "$here/agree.py" "$out/model.pt" "$out/dragoman-general-$type.gguf" --data "$first"
done
