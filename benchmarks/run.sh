#!/bin/sh
# Measures everything again.
#   benchmarks/run.sh table              writes rounds-and-bytes.csv: deterministic, a test compares it
#   benchmarks/run.sh micro [JMH args]   JMH, one thread, no network
#   benchmarks/run.sh process [k=v ...]  parties as processes; see ProcessBenchmark for the arguments
#   benchmarks/run.sh query [codes ...]  jointly query run, end to end, with three nodes
#   benchmarks/run.sh all                process and query; writes RESULTS.md
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

case $what in
  table) run org.jointly.benchmarks.cost.RoundsAndBytes "$here/rounds-and-bytes.csv" ;;
  micro) run org.openjdk.jmh.Main "$@" ;;
  process) run org.jointly.benchmarks.process.ProcessBenchmark "$@" ;;
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
      printf '\n## End to end: `jointly query run`, three nodes\n\n'
      "$here/query.sh" 1000 5000 100000
    } > "$here/RESULTS.md.new"
    mv "$here/RESULTS.md.new" "$here/RESULTS.md"
    ;;
  *) sed -n '2,7p' "$0" >&2; exit 2 ;;
esac
