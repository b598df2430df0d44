#!/usr/bin/env bash
# `takhin produce` and `takhin consume` beside Kafka's own client, against the same three nodes of takhin on this machine, in turn.
#   clients.sh [-r RUNS] [-m MIB]     default: 3 runs of 300 MiB in lines of 1 KiB, one partition
# Kafka's producer has batches of 64 KiB, and its time begins when its JVM is up; takhin's is that of the whole process.
# Prints MB/s and the median of the ratios takhin / Kafka's client.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

runs=3 mib=300
while getopts r:m: option; do
  case $option in
    r) runs=$OPTARG ;;
    m) mib=$OPTARG ;;
    *) exit 2 ;;
  esac
done
records=$((mib * 1024)) input=$bench_dir/input

"$takhin" version >/dev/null # builds when needed
kafka_jars
{ head -c "$((records * 768))" /dev/urandom | base64 -w 1023 | head -c "$((records * 1024 - 1))" || true; printf '\n'; } >"$input"
start_takhin 27000
"$takhin" wait ready --timeout 180s >/dev/null || { tail -n 5 "$bench_dir"/log? >&2; die "takhin did not get ready"; }

# timed COMMAND...: its MB/s over the input
timed() {
  local start
  start=$(now_ms)
  "$@" 2>>"$bench_dir/load.log"
  awk -v ms=$(($(now_ms) - start)) -v mib="$mib" 'BEGIN {printf "%.2f\n", mib / ms * 1000}'
}
from_input() { "$@" <"$input"; }
to_nowhere() { "$@" >/dev/null; }

kafka_produce() {
  kafka_class -Xmx512m org.apache.kafka.tools.ProducerPerformance --topic "$1" --num-records "$records" --record-size 1024 --throughput -1 \
    --bootstrap-server "$takhin_bootstrap" --command-property acks=all batch.size=65536 linger.ms=5 2>>"$bench_dir/load.log" |
    sed -n '$s/.*(\([0-9.]*\) MB.sec.*/\1/p'
}
kafka_consume() {
  kafka_class -Xmx512m org.apache.kafka.tools.ConsumerPerformance --bootstrap-server "$takhin_bootstrap" --topic "$1" --num-records "$records" \
    --hide-header 2>>"$bench_dir/load.log" | awk -F', *' 'END {print $9}'
}

printf '%-8s %14s %14s %14s %14s\n' run kafka_produce takhin_produce kafka_consume takhin_consume
for ((run = 0; run <= runs; run++)); do # the first warms up
  "$takhin" topic create "k-$run" --partitions 1 >/dev/null
  "$takhin" topic create "t-$run" --partitions 1 >/dev/null
  kp=$(kafka_produce "k-$run")
  tp=$(timed from_input "$takhin" produce "t-$run" --timeout 600s)
  kc=$(kafka_consume "k-$run")
  tc=$(timed to_nowhere "$takhin" consume "t-$run" --from start --to end --timeout 600s)
  "$takhin" consume "t-$run" --from start --to end --timeout 600s | cmp - "$input"
  if ((run > 0)); then
    printf '%-8s %14s %14s %14s %14s\n' "$run" "$kp" "$tp" "$kc" "$tc"
    awk -v a="$tp" -v b="$kp" 'BEGIN {print a / b}' >>"$bench_dir/produce"
    awk -v a="$tc" -v b="$kc" 'BEGIN {print a / b}' >>"$bench_dir/consume"
  fi
  "$takhin" topic delete "k-$run" "t-$run" --yes >/dev/null
done
printf 'ratio    %29.2f %29.2f\n' "$(median <"$bench_dir/produce")" "$(median <"$bench_dir/consume")"
