#!/usr/bin/env bash
# Three nodes of takhin on this machine: throughput of Kafka's producer over few and over many partitions, in turn.
#   spread.sh [-r RUNS] [-m MIB] [PARTITIONS...]     default: 3 runs of 150 MiB over 6, then 1000 and 10000
# Records of 1 KiB, acks=all, batches of 64 KiB. Prints MB/s and the median of the ratios to 6 partitions.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

runs=3 mib=150
while getopts r:m: option; do
  case $option in
    r) runs=$OPTARG ;;
    m) mib=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
many=("$@")
((${#many[@]})) || many=(1000 10000)

"$takhin" version >/dev/null # builds when needed
kafka_jars
start_takhin 27000
"$takhin" wait ready --timeout 180s >/dev/null || { tail -n 5 "$bench_dir"/log? >&2; die "takhin did not get ready"; }

# create PARTITIONS: as many topics of up to 1000 as it takes a topic to be created in time
create() {
  local start
  start=$(now_ms)
  "$takhin" topic create "p-$1" --partitions "$1" --timeout 900s >/dev/null
  printf 'created %d partitions in %d ms\n' "$1" $(($(now_ms) - start)) >&2
}
produce() {
  kafka_class -Xmx512m org.apache.kafka.tools.ProducerPerformance --topic "p-$1" --num-records $((mib * 1024)) --record-size 1024 --throughput -1 \
    --bootstrap-server "$takhin_bootstrap" --command-property acks=all batch.size=65536 linger.ms=5 2>>"$bench_dir/load.log" |
    sed -n '$s/.*(\([0-9.]*\) MB.sec.*/\1/p'
}

create 6
for partitions in "${many[@]}"; do create "$partitions"; done
for ((run = 0; run <= runs; run++)); do # the first warms up
  few=$(produce 6)
  ((run == 0)) || printf '%6d partitions %8s MB/s\n' 6 "$few"
  for partitions in "${many[@]}"; do
    speed=$(produce "$partitions")
    ((run > 0)) || continue
    printf '%6d partitions %8s MB/s\n' "$partitions" "$speed"
    awk -v a="$speed" -v b="$few" 'BEGIN {print a / b}' >>"$bench_dir/ratio-$partitions"
  done
done
for partitions in "${many[@]}"; do printf '%6d partitions %8.2f of 6\n' "$partitions" "$(median <"$bench_dir/ratio-$partitions")"; done
