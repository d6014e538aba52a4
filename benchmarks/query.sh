#!/bin/sh
# Asks a count over so many codes with 'jointly query run' of three real nodes, three times each; prints a Markdown table.
# The time is that of the command from start to end, its Java start included; the nodes have
# run for ten seconds, and the first is their first. With 'spdz' before the numbers, on that suite: what is said before a query, three
# times with nothing in store, then the making of as much and three times with it.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd -P)
suite=shamir adversary=semi-honest
if [ "${1:-}" = spdz ]; then
  suite=spdz adversary=malicious
  shift
fi
[ $# -gt 0 ] || set -- 1000 5000 100000
work=$(mktemp -d)
nodes=
trap 'for node in $nodes; do kill "$node" 2>/dev/null || :; done; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
j=$top/jointly
"$j" --version >/dev/null        # builds if need be

fingerprint() {
  "$j" identity show "$1" --output csv | tail -n 1 | cut -d, -f"$("$j" identity show "$1" --output csv | head -n 1 | tr , '\n' | grep -n fingerprint | cut -d: -f1)"
}
port=$((20000 + $$ % 20000))
parties=
for site in north south west; do
  mkdir -p "$work/$site/data"
  "$j" identity create $site --to "$work/$site/identity" >/dev/null 2>&1
  parties="$parties --party $site@127.0.0.1:$port=$(fingerprint "$work/$site/identity")"
  awk -v site=$site 'BEGIN { print "patient_id,code"; srand(7); for (i = 0; i < 200000; i++) printf "%s%d,C%d\n", site, i % 20000, int(rand() * 100000) }' \
    > "$work/$site/data/diagnoses.csv"
  printf 'analysts: all\nstatistics: [counts-by-code]\ntables:\n  diagnoses: all\nsmallest_minimum_count: 11\nsmallest_minimum_sites: 1\nmaximum_codes: 100000\n' \
    > "$work/$site/policy.yaml"
  cat > "$work/$site/node.yaml" <<EOF
party: $site
identity: identity
roster: ../roster.yaml
policy: policy.yaml
ledger: ledger.jsonl
listen: {host: 127.0.0.1, port: $port}
data:
  kind: duckdb
  tables:
    diagnoses:
      path: data/diagnoses.csv
      patient_id: patient_id
EOF
  port=$((port + 1))
done
"$j" identity create anna --to "$work/anna" >/dev/null 2>&1
"$j" roster create --consortium benchmark --suite $suite --adversary $adversary $parties --analyst anna="$(fingerprint "$work/anna")" --to "$work/roster.yaml" 2>/dev/null
for site in north south west; do
  "$j" node start --config "$work/$site/node.yaml" > "$work/$site/out" 2> "$work/$site/log" &
  nodes="$nodes $!"
done
for site in north south west; do
  until grep -q ready "$work/$site/out"; do
    grep -q . "$work/$site/out" || kill -0 $nodes || { cat "$work/$site/log" >&2; exit 1; }
    sleep 0.1
  done
done

sleep 10        # in which an idle node warms up

echo "| Codes | material ($suite, $adversary) | \`jointly query run\`, s: first, second, third | of which the nodes, ms | rounds | bytes sent by party |"
echo '|---|---|---|---|---|---|'

query() {
  {
    printf 'name: benchmark\nstatistic: counts-by-code\ncohort:\n  table: diagnoses\ncolumn: code\nrelease:\n  minimum_count: 11\n  noise: none\ncodes:\n'
    awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "  - C%d\n", i }'
  } > "$work/query.yaml"
}

# Seconds of a command, with three digits.
seconds() {
  begun=$(date +%s%N)
  "$@"
  millis=$(( ($(date +%s%N) - begun) / 1000000 ))
  printf '%d.%03d' $((millis / 1000)) $((millis % 1000))
}

ask() {
  "$j" query run "$work/query.yaml" --roster "$work/roster.yaml" --identity "$work/anna" --via north --deadline 2m --output json \
    > "$work/answer.json" 2> "$work/said"
}

# One row; the material is what is said in the table.
row() {
  took= nodes_took= said=
  for repeat in 1 2 3; do
    took="$took $(seconds ask)"
    nodes_took="$nodes_took $(tr ',{}' '\n\n\n' < "$work/answer.json" | sed -n 's/.*"millis": *//p' | tail -n 1)"
    said="$said, $(sed -n 's/.* first, in about \([^(]*\).*/\1/p' "$work/said")"
  done
  rounds=$(tr ',{}' '\n\n\n' < "$work/answer.json" | sed -n 's/.*"rounds": *//p')
  bytes=$(tr -d ' \n' < "$work/answer.json" | sed -n 's/.*"bytesSentByParty":{\([^}]*\)}.*/\1/p' | tr -d '"' | sed 's/:/ /g; s/,/, /g')
  printf '| %s | %s |%s |%s | %s | %s |\n' "$1" "$2$([ "$said" = ', , , ' ] || echo "; said: ${said#, }")" "$took" "$nodes_took" "$rounds" "$bytes"
}

for codes in "$@"; do
  query "$codes"
  row "$codes" "none in store"
  if [ $suite = spdz ]; then
    made=$("$j" preprocess run --config "$work/north/node.yaml" --for "$work/query.yaml" --repeat 3 --output csv 2>/dev/null | tail -n 1)
    row "$codes" "$made"
  fi
done
