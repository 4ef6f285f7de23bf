#!/bin/sh
# What to give runs/gpu.sh on this GPU: speed and use of it (MFU) for sizes of batches, compiled and not, in turns of
# real steps and their bare matrix products.
#   gpu-probe.sh DATA.jsonl.gz OUT     then read OUT/probe.txt; BATCHES, COMPILES, SIZES and DEVICE as below
set -eu
data=$1 out=$2
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
sizes=${SIZES:---dim 512 --layers 8 --heads 8 --kv-heads 8 --ffn 1408}
mkdir -p "$out"

[ -f "$out/vocabulary.json" ] || "$python" "$here/tokenizer.py" "$out/vocabulary.json" "$data" --vocab 4096
for compile in ${COMPILES:-no yes}; do
    for batch in ${BATCHES:-32768 65536 131072}; do
        echo "batch $batch, compiled: $compile"
        [ "$compile" = yes ] && how=--compile || how=
        "$python" "$here/throughput.py" "$data" --tokenizer "$out/vocabulary.json" --device "${DEVICE:-auto}" $sizes \
            --batch-tokens "$batch" --rounds "${ROUNDS:-20}" $how
    done
done | tee "$out/probe.txt"
