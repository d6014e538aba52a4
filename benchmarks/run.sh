#!/bin/sh
# Measures everything again.
#   benchmarks/run.sh table              writes rounds-and-bytes.csv: deterministic, a test compares it
#   benchmarks/run.sh micro [JMH args]   JMH, one thread, no network
#   benchmarks/run.sh process [k=v ...]  parties as processes; see ProcessBenchmark for the arguments
#   benchmarks/run.sh triples            material for spdz, and a count that uses it up
#   benchmarks/run.sh query [spdz] [codes ...]  jointly query run, end to end, with three nodes
#   benchmarks/run.sh networks           some workloads on emulated networks
#   benchmarks/run.sh suites             two operations on every suite, by step
#   benchmarks/run.sh curves             parties 3 to 9, codes 10 to 100 000, rows 10^3 to 10^7
#   benchmarks/run.sh pooled             plain pooled answers beside shared ones: time, accuracy
#   benchmarks/run.sh all                all but table and micro; writes RESULTS.md
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
top=$(dirname "$here")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
what=${1:-all}
[ $# -eq 0 ] || shift

[ -n "${JOINTLY_BENCH_BUILT:-}" ] || (cd "$top" && mvn -B -q -ntp -DskipTests -pl benchmarks -am package) >&2
run() {
  "$java" -cp "$here/target/classes:$here/target/lib/*" "$@"
}

machine() {
  printf '%s: %s cores, %s; %s; load average before: %s\n' \
    "$(uname -sm)" "$(getconf _NPROCESSORS_ONLN)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)" \
    "$("$java" -version 2>&1 | sed -n 2p)" "$(uptime | sed 's/.*average[s]*: //')"
}

process() {
  run org.jointly.benchmarks.process.ProcessBenchmark "$@"
}

curves() {
  printf '### Parties\n\n'
  process parties=3,5,7,9 repeats=1 runs=5 workloads=threshold-count-1000
  printf '\n### Codes\n\n'
  process repeats=1 runs=5 workloads=threshold-count-10,threshold-count-100,threshold-count-1000,threshold-count-10000,threshold-count-100000
  printf '\n### Rows\n\n'
  run org.jointly.benchmarks.compare.RowsCurve 1000 10000 100000 1000000 10000000
}

networks() {
  process rtt=20 mbit=100 repeats=1 runs=5 workloads=multiply-61,compare-32,threshold-count-1000,inner-product,input
  printf '\n'
  process rtt=20 mbit=100 adversary=malicious repeats=1 runs=5 workloads=threshold-count-1000,inner-product
  printf '\n'
  process rtt=80 mbit=20 repeats=1 runs=3 workloads=threshold-count-1000
}

# The making, and a count on what was made before.
triples() {
  process suite=spdz adversary=malicious repeats=1 runs=9 workloads=triples-61,triples-127,threshold-count-1000
  printf '\n'
  process suite=spdz adversary=malicious parties=5 repeats=1 runs=5 workloads=triples-61,threshold-count-1000
  printf '\n'
  process suite=spdz adversary=malicious rtt=20 mbit=1000 repeats=1 runs=5 workloads=triples-61,threshold-count-1000
}

# By step and gate, so that the making of material stands apart.
suites() {
  for asked in "shamir semi-honest" "shamir malicious" "spdz malicious"; do
    for operation in multiply at-least; do
      printf '```\n'
      "$top/jointly" profile $operation --length 1000 --suite "${asked% *}" --adversary "${asked#* }" --runs 3 2>/dev/null
      printf '```\n\n'
    done
  done
}

pooled() {
  run org.jointly.benchmarks.compare.PooledAndShared "$top/integration-tests/src/test/resources/data"
}

case $what in
  table) run org.jointly.benchmarks.cost.RoundsAndBytes "$here/rounds-and-bytes.csv" ;;
  micro) run org.openjdk.jmh.Main "$@" ;;
  process) run org.jointly.benchmarks.process.ProcessBenchmark "$@" ;;
  curves) curves ;;
  networks) networks ;;
  suites) suites ;;
  triples) triples ;;
  pooled) pooled ;;
  query) "$here/query.sh" "$@" ;;
  all)
    {
      printf '# Results\n\nMade by `benchmarks/run.sh`; see README.md for what the columns mean.\n\n'
      machine
      printf '\n## 3 parties, semi-honest\n\n'
      run org.jointly.benchmarks.process.ProcessBenchmark "$@"
      printf '\n## 3 parties, malicious\n\n'
      run org.jointly.benchmarks.process.ProcessBenchmark adversary=malicious "$@"
      printf '\n## 5 parties, semi-honest\n\n'
      run org.jointly.benchmarks.process.ProcessBenchmark parties=5 "$@"
      printf '\n## On slower networks, emulated\n\n'
      networks
      printf '\n## Suites, by step\n\n'
      suites
      printf '\n## Material for spdz\n\n'
      triples
      printf '\n## Curves\n\n'
      curves
      printf '\n## Beside pooling the rows\n\n'
      pooled
      printf '\n## End to end: `jointly query run`, three nodes\n\n'
      "$here/query.sh" 1000 5000 100000
      printf '\n'
      "$here/query.sh" spdz 1000
    } > "$here/RESULTS.md.new"
    mv "$here/RESULTS.md.new" "$here/RESULTS.md"
    ;;
  *) sed -n '2,12p' "$0" >&2; exit 2 ;;
esac
