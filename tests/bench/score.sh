#!/bin/sh
# Score cleaning and extraction on the development sets in ../shared. Prints the tables of the scoring scripts there.
set -eu
cd "$(dirname "$0")/../.."
SHARED=../shared
PYTHON=$PWD/.venv/bin/python
[ -d "$SHARED/measure" ] || { echo "$SHARED/measure is not there: scoring needs the shared folder beside the project" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

SITEGEN=$PWD/.venv/bin/sitegen
for engine in full light; do
  mkdir "$work/$engine"
  printf 'title: Scored\nentities: {engine: %s}\n' "$engine" > "$work/$engine/site.yaml"
  for set in conll-testa tr-news newsquant-dev; do
    gzip -dc "$SHARED/corpora/entities/$set.jsonl.gz" > "$work/$set.jsonl"
    "$SITEGEN" annotate "$work/$set.jsonl" --site "$work/$engine" > "$work/$set.$engine.jsonl"
    echo "== $set, $engine"
    "$PYTHON" "$SHARED/measure/entities/score.py" --gold "$work/$set.jsonl" --pred "$work/$set.$engine.jsonl"
  done
  echo "== conll-testa, $engine, prose only"
  "$PYTHON" "$SHARED/measure/entities/score.py" --prose --gold "$work/conll-testa.jsonl" --pred "$work/conll-testa.$engine.jsonl"
done

for set in fu-dev tr residue-dev; do
  tar -xzf "$SHARED/corpora/cleaning/$set.tar.gz" -C "$work"
done
for set in fu tr; do
  "$PYTHON" tests/bench/pages_to_jsonl.py "$work/$set/gold.jsonl" "$work/$set/pages" "$work/$set.jsonl"
  "$SITEGEN" clean "$work/$set.jsonl" --jsonl -q > "$work/$set.pred.jsonl" || true
  echo "== $set, pages"
  "$PYTHON" "$SHARED/measure/cleaning/score_html.py" --gold "$work/$set/gold.jsonl" "$work/$set.pred.jsonl"
done
for set in fu wx; do
  "$SITEGEN" clean "$work/residue/$set/dirty.jsonl" --jsonl -q > "$work/$set.text.jsonl" || true
  echo "== residue-dev, $set"
  "$PYTHON" "$SHARED/measure/cleaning/score_text.py" --labels "$work/residue/$set/labels.jsonl" --pred "$work/$set.text.jsonl"
  "$PYTHON" tests/bench/text_signs.py "$work/residue/$set/labels.jsonl" "$work/$set.text.jsonl"
done
"$PYTHON" "$SHARED/measure/cleaning/neardup.py" build --gold "$work/fu/gold.jsonl" --residue "$work/residue/fu/labels.jsonl" --out "$work/copies"
"$SITEGEN" clean "$work/copies/docs.jsonl" --jsonl --stories -q > "$work/copies.jsonl" || true
echo "== copies"
"$PYTHON" "$SHARED/measure/cleaning/neardup.py" score --truth "$work/copies/truth.jsonl" "$work/copies.jsonl"
