#!/usr/bin/env bash
# Three fresh daemons on this machine: time to the first acknowledged record, commit latency of a Kafka producer, and the gap it
# sees when the leader is killed.
#   raft.sh [SECONDS] [RATE] [PORT]     default: 10 s at 1000 records/s, ports from 27000 on
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export TAKHIN_JAVA_OPTS=${TAKHIN_JAVA_OPTS:--Xmx512m}
seconds=${1:-10} rate=${2:-1000} port=${3:-27000}
for home in "${JAVA_HOME:-}" "${JAVA25_HOME:-}" /usr/lib/jvm/*; do
  [[ -r $home/release ]] && grep -q '^JAVA_VERSION="25[".]' "$home/release" && java=$home/bin/java
done
"$takhin" version >/dev/null # builds when needed
lib=$bench_root/takhin-cli/target/quick/lib
[[ -d $lib ]] || lib=$bench_root/takhin-cli/target/lib
# Without a logging backend the client says nothing.
classpath=$(printf '%s\n' "$lib"/*.jar | grep -v logback | paste -sd:)

declare -A pids=()
end() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  cleanup
}
trap end EXIT

voters= bootstrap=
for id in 1 2 3; do
  voters+=${voters:+,}$id@127.0.0.1:$((port + id))
  bootstrap+=${bootstrap:+,}127.0.0.1:$((port + 10 + id))
done
start=$(now_ms)
for id in 1 2 3; do
  "$takhin" serve --id $id --data-dir "$bench_dir/n$id" --raft 127.0.0.1:$((port + id)) --initial-voters "$voters" \
    --kafka 127.0.0.1:$((port + 10 + id)) --admin 127.0.0.1:$((port + 20 + id)) >>"$bench_dir/out" 2>>"$bench_dir/log$id" &
  pids[$id]=$!
  disown # the shell would tell of each one's end
done
coproc CLIENT { exec "$java" -cp "$classpath" "$bench_root/bench/RaftBench.java" "$bootstrap" "$start" "$seconds" "$rate" 2>>"$bench_dir/client.log"; }
client=$CLIENT_PID
while read -r name value <&"${CLIENT[0]}"; do
  if [[ $name == kill ]]; then
    kill -9 "${pids[$value]}"
    printf '\n' >&"${CLIENT[1]}"
  else
    printf '%-20s %s\n' "$name" "$value"
  fi
done
wait "$client" || { tail -n 20 "$bench_dir/client.log" >&2; exit 1; }
