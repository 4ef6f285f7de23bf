#!/bin/sh
# Rows for the general model: public pairs and invented ones over their schemas, in several drawings of tags and distractors;
# and pairs over schemas that nobody has.
#   corpus.sh PAIRS SERVER OUT         PAIRS: folder of SOURCE.jsonl.gz, schemas/ and rows/; SERVER: "host=… user=…"
set -eu
pairs=$1 server=$2 out=$3
here=$(cd "$(dirname "$0")/.." && pwd)
dragoman=${DRAGOMAN:-$here/../.build/release/dragoman}
mkdir -p "$out/rows"

"${PYTHON:-python3}" "$here/corpus.py" "$pairs" "$out" --url "$server" --dragoman "$dragoman"
for seed in 1 2 3; do
    "$dragoman" synthesize --snapshots "$out/schemas/snapshots" --people "$out/schemas/people.jsonl" --count 250 --group 8 \
        --seed "$seed" --output "$out/rows/schemas-$seed.jsonl"
done
"$dragoman" synthesize --snapshots "$out/tables/snapshots" --people "$out/tables/people.jsonl" --count 0 --group 4 \
    --seed 1 --output "$out/rows/tables.jsonl"
"$dragoman" synthesize --invent "${INVENTED:-4000}" --count 24 --group 8 --seed 1 --output "$out/rows/invented.jsonl"
gzip -3 -f "$out"/rows/*.jsonl
