#!/usr/bin/env bash
# Three fresh daemons on this machine: time to the first acknowledged record, commit latency of a Kafka producer, and the gap it
# sees when leadership is transferred and when the leader is killed.
#   raft.sh [SECONDS] [RATE] [PORT]     default: 20 s at 1000 records/s after 20 s of warm-up, ports from 27000 on
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

seconds=${1:-20} rate=${2:-1000} port=${3:-27000} bootstrap=
"$takhin" version >/dev/null # builds when needed
kafka_jars
mkdir "$bench_dir/classes"
"${java%/java}/javac" -d "$bench_dir/classes" -cp "$kafka_lib/*" "$bench_root/bench/RaftBench.java"

for id in 1 2 3; do bootstrap+=${bootstrap:+,}127.0.0.1:$((port + 10 + id)); done
coproc CLIENT {
  exec "$java" -Dlog4j2.configurationFile="$bench_root/bench/kafka/log4j2.properties" -cp "$bench_dir/classes:$kafka_lib/*" \
    RaftBench "$bootstrap" "$seconds" "$rate" 2>>"$bench_dir/client.log"
}
client=$CLIENT_PID
while read -r name value <&"${CLIENT[0]}"; do
  case $name in
    start)
      printf '\n' >&"${CLIENT[1]}"
      start_takhin "$port"
      ;;
    transfer)
      to=$((value % 3 + 1))
      { sleep 1; "$takhin" leader transfer $to --timeout 30s >>"$bench_dir/out" 2>>"$bench_dir/transfer.log"; } &
      printf '\n' >&"${CLIENT[1]}"
      ;;
    kill)
      kill -9 "${takhin_pids[value]}"
      printf '\n' >&"${CLIENT[1]}"
      ;;
    *) printf '%-24s %s\n' "$name" "$value" ;;
  esac
done
wait "$client" || { tail -n 20 "$bench_dir/client.log" >&2; exit 1; }
