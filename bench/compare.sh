#!/usr/bin/env bash
# Three nodes of takhin beside three of Apache Kafka on this machine, with Kafka's own load tools, in turn: K T K T ...
#   compare.sh [-r RUNS] [-m MIB] [-p PARTITIONS] [CASE...]      default: 3 runs of 300 MiB, 6 partitions, all cases
# Cases: large-1k large-100    acks=all, batches of 64 KiB, records of 1 KiB and 100 B
#        default-1k default-100  the same with the producer's own settings
#        synced-1k             large-1k, and Kafka flushes each batch as well (flush.messages=1)
#        ack                   one record at a time: median and 99th percentile until it is acknowledged
#        ack-synced            the same, and Kafka flushes each
#        rate rate-synced      the same two at 1000 records a second, for 20 s after 4
#        consume               what large-1k wrote, read from the start
# takhin syncs to disk before it acknowledges, Kafka only where the case says so. Prints a line a run, then for each case the
# median of the ratios takhin / Kafka: throughput, CPU per MB, bytes written per byte and replica, and resident memory of a node after it, or the latencies.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

runs=3 mib=300 partitions=6
while getopts r:m:p: option; do
  case $option in
    r) runs=$OPTARG ;;
    m) mib=$OPTARG ;;
    p) partitions=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
cases=("$@")
((${#cases[@]})) || cases=(large-1k large-100 default-1k default-100 synced-1k ack ack-synced rate rate-synced consume)

"$takhin" version >/dev/null # builds when needed
kafka_jars
mkdir "$bench_dir/classes"
"${java%/java}/javac" -d "$bench_dir/classes" -cp "$kafka_lib/*" "$bench_root/bench/Acknowledged.java"
start_kafka 28000
start_takhin 27000
"$takhin" wait ready --timeout 180s >/dev/null || { tail -n 5 "$bench_dir"/log? >&2; die "takhin did not get ready"; }

# create SIDE TOPIC PARTITIONS [CONFIG]: on either side by Kafka's tool.
create() {
  local -n bootstrap=$1_bootstrap
  (kafka_class org.apache.kafka.tools.TopicCommand --bootstrap-server "$bootstrap" --create --topic "$2" --partitions "$3" \
    --replication-factor 3 ${4:+--config "$4"}) >/dev/null
}

delete() {
  local -n bootstrap=$1_bootstrap
  (kafka_class org.apache.kafka.tools.TopicCommand --bootstrap-server "$bootstrap" --delete --topic "$2") >/dev/null
}

deadline=$((SECONDS + 120))
until create kafka ready 1 2>"$bench_dir/ready.log"; do
  ((SECONDS < deadline)) || { tail -n 2 "$bench_dir/ready.log" >&2; die "Kafka did not get ready within 120 s"; }
done

# produce SIDE TOPIC RECORD_BYTES MIB PROPERTY...: prints MB/s, CPU ms per MB, bytes written per byte and replica, resident MiB a node
produce() {
  local side=$1 topic=$2 size=$3 records=$(($4 * 1048576 / $3))
  local -n bootstrap=$1_bootstrap pids=$1_pids
  shift 4
  sync
  local cpu written line
  cpu=$(cpu_of "${pids[@]}") written=$(written_by "${pids[@]}")
  line=$(kafka_class -Xmx512m org.apache.kafka.tools.ProducerPerformance --topic "$topic" --num-records "$records" --record-size "$size" \
    --throughput -1 --bootstrap-server "$bootstrap" --command-property acks=all "$@" 2>>"$bench_dir/load.log" | tail -n 1)
  cpu=$(($(cpu_of "${pids[@]}") - cpu)) written=$(($(written_by "${pids[@]}") - written))
  awk -v line="$line" -v cpu="$cpu" -v written="$written" -v bytes=$((records * size)) -v resident="$(resident_of "${pids[@]}")" 'BEGIN {
    match(line, /\([0-9.]+ MB\/sec/)
    printf "%s %.1f %.2f %d\n", substr(line, RSTART + 1, RLENGTH - 8), cpu / (bytes / 1048576), written / bytes / 3, resident / 3 / 1024 }'
}

# consume SIDE TOPIC RECORDS: prints MB/s, without joining the group, and CPU ms per MB
consume() {
  local -n bootstrap=$1_bootstrap pids=$1_pids
  local cpu
  cpu=$(cpu_of "${pids[@]}")
  kafka_class -Xmx512m org.apache.kafka.tools.ConsumerPerformance --bootstrap-server "$bootstrap" --topic "$2" --num-records "$3" --hide-header \
    2>>"$bench_dir/load.log" | tail -n 1 | awk -F', *' '{print $9, $3}' >"$bench_dir/read"
  awk -v cpu="$(($(cpu_of "${pids[@]}") - cpu))" '{printf "%s %.1f\n", $1, cpu / $2}' "$bench_dir/read"
}

# acknowledge SIDE TOPIC RECORDS BYTES [RATE]: prints the median and the 99th percentile in µs
acknowledge() {
  local -n bootstrap=$1_bootstrap
  "$java" -Xmx256m -Dlog4j2.configurationFile="$bench_root/bench/kafka/log4j2.properties" -cp "$bench_dir/classes:$kafka_lib/*" \
    Acknowledged "$bootstrap" "$2" "${@:3}" 2>>"$bench_dir/load.log"
}

# measure SIDE CASE RUN: the figures of one run
measure() {
  local side=$1 case=$2 topic=$2-$3 flush='' size=1024 batch=(batch.size=65536 linger.ms=5)
  [[ $case == *synced* && $side == kafka ]] && flush=flush.messages=1
  case $case in
    ack*)
      create "$side" "$topic" 1 $flush
      acknowledge "$side" "$topic" 2000 1024
      ;;
    rate*)
      create "$side" "$topic" 1 $flush
      acknowledge "$side" "$topic" 20000 100 1000
      ;;
    consume)
      create "$side" "$topic" "$partitions"
      produce "$side" "$topic" 1024 "$mib" "${batch[@]}" >/dev/null
      consume "$side" "$topic" $((mib * 1024))
      ;;
    *)
      [[ $case == *-100 ]] && size=100
      [[ $case == default-* ]] && batch=()
      create "$side" "$topic" "$partitions" $flush
      produce "$side" "$topic" "$size" "$mib" "${batch[@]}"
      ;;
  esac
  delete "$side" "$topic"
}

for case in "${cases[@]}"; do
  case $case in
    large-1k | large-100 | default-1k | default-100 | synced-1k) heads=(MB/s CPU_ms/MB written/byte resident_MiB) ;;
    ack | ack-synced | rate | rate-synced) heads=(p50_us p99_us) ;;
    consume) heads=(MB/s CPU_ms/MB) ;;
    *) die "there is no case $case" ;;
  esac
  printf '%-12s %-6s %s\n' "$case" '' "${heads[*]}"
  for ((run = 0; run <= runs; run++)); do # the first warms up
    for side in kafka takhin; do
      measure $side "$case" $run >"$bench_dir/$side"
      ((run == 0)) || printf '%-12s %-6s %s\n' "" $side "$(<"$bench_dir/$side")"
    done
    ((run == 0)) || paste -d ' ' "$bench_dir/takhin" "$bench_dir/kafka" |
      awk '{for (i = 1; i <= NF / 2; i++) printf "%.3f%s", $i / $(i + NF / 2), i < NF / 2 ? " " : "\n"}' >>"$bench_dir/ratios-$case"
  done
  printf '%-12s %-6s' "" ratio
  for ((column = 1; column <= ${#heads[@]}; column++)); do
    printf ' %s' "$(cut -d ' ' -f $column "$bench_dir/ratios-$case" | median)"
  done
  printf '\n'
done
