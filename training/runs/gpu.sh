#!/bin/sh
# The largest general model that fits 32 MB as Q8_0 (28M parameters), from nothing, on one GPU. A call ends after CALL minutes (8),
# with status 75 while there is more to do: call it again with the same words, on the same folder.
#   gpu.sh DATA OUT TOKENS             DATA: folder of *.jsonl.gz or one file; TOKENS of the whole run, 3e9 say
# runs/gpu-probe.sh says which BATCH and COMPILE are best on this GPU. DEVICE=cpu, COMPILE= and small SIZES
# rehearse it anywhere (training/README.md).
set -eu
data=$1 out=$2 tokens=$3
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
[ -d "$data" ] && files=$(ls "$data"/*.jsonl.gz) || files=$data
sizes=${SIZES:---dim 512 --layers 8 --heads 8 --kv-heads 8 --ffn 1408}
batch=${BATCH:-65536}
mkdir -p "$out"

[ -f "$out/vocabulary.json" ] || "$python" "$here/tokenizer.py" "$out/vocabulary.json" $files --vocab 4096
"$python" "$here/train.py" --resume --data $files --tokenizer "$out/vocabulary.json" --out "$out" --device "${DEVICE:-auto}" \
    --tokens "$tokens" --call-minutes "${CALL:-8}" $sizes --lr "${LR:-1.5e-3}" --step-tokens "${STEP:-$batch}" --batch-tokens "$batch" \
    --row 256 --limit 1280 --renumber 0.5 --evals 8 --eval-seconds 15 --decay 0.4 --workers "${WORKERS:-8}" --threads "${THREADS:-8}" ${COMPILE---compile}
"$python" "$here/export.py" "$out/model.pt" "$out/dragoman-general-q8_0.gguf" --name "Dragoman general"
for file in $files; do first=$file; break; done
"$python" "$here/agree.py" "$out/model.pt" "$out/dragoman-general-q8_0.gguf" --data "$first"
