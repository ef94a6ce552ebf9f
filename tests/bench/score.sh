#!/bin/sh
# Score cleaning and extraction on the development sets in ../shared. Prints the tables of the scoring scripts there.
set -eu
cd "$(dirname "$0")/../.."
SHARED=../shared
PYTHON=$PWD/.venv/bin/python
[ -d "$SHARED/measure" ] || { echo "$SHARED/measure is not there: scoring needs the shared folder beside the project" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for set in conll-testa tr-news newsquant-dev; do
  gzip -dc "$SHARED/corpora/entities/$set.jsonl.gz" > "$work/$set.jsonl"
  for engine in full light; do
    "$PYTHON" tests/bench/predict_entities.py "$work/$set.jsonl" "$work/$set.$engine.jsonl" --engine "$engine"
    echo "== $set, $engine"
    "$PYTHON" "$SHARED/measure/entities/score.py" --gold "$work/$set.jsonl" --pred "$work/$set.$engine.jsonl"
  done
done

tar -xzf "$SHARED/corpora/cleaning/fu-dev.tar.gz" -C "$work"
tar -xzf "$SHARED/corpora/cleaning/residue-dev.tar.gz" -C "$work"
"$PYTHON" tests/bench/predict_cleaning.py html "$work/fu/gold.jsonl" "$work/fu/pages" "$work/fu.pred.jsonl"
echo "== fu-dev, pages"
"$PYTHON" "$SHARED/measure/cleaning/score_html.py" --gold "$work/fu/gold.jsonl" "$work/fu.pred.jsonl"
for set in fu wx; do
  "$PYTHON" tests/bench/predict_cleaning.py text "$work/residue/$set/dirty.jsonl" "$work/$set.text.jsonl"
  echo "== residue-dev, $set"
  "$PYTHON" "$SHARED/measure/cleaning/score_text.py" --labels "$work/residue/$set/labels.jsonl" --pred "$work/$set.text.jsonl"
done
