#!/usr/bin/env bash
# Many partitions on one node: how long creating, listing and restarting take, and what a partition costs in memory.
#   partitions.sh [PARTITIONS] [PER_TOPIC]     default: 10000 in topics of 100
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

partitions=${1:-10000} per_topic=${2:-100}
topics=$((partitions / per_topic))

"$takhin" version >/dev/null # builds when needed
start_daemon
"$takhin" topic create first --partitions 1 >/dev/null
before=$(resident_kib "$daemon")

t0=$(now_ms)
for ((i = 0; i < topics; i++)); do
  "$takhin" topic create "many-$i" --partitions "$per_topic" --timeout 120s >/dev/null
done
t1=$(now_ms)
listed=$("$takhin" topic list -o name | grep -c '^many-')
t2=$(now_ms)
((listed == topics)) || die "listed $listed topics of $topics"
created=$(resident_kib "$daemon")
printf 'create   %6d ms for %d partitions in %d topics (%d starts of the client included)\n' $((t1 - t0)) "$partitions" "$topics" "$topics"
printf 'list     %6d ms\n' $((t2 - t1))
printf 'memory   %6d KiB resident a partition after creation (%d MiB before, %d MiB after)\n' \
  $(((created - before) / partitions)) $((before / 1024)) $((created / 1024))

t0=$(now_ms)
stop_daemon
printf 'stop     %6d ms\n' $(($(now_ms) - t0))
for how in SIGTERM SIGKILL; do
  t0=$(now_ms)
  start_daemon
  t1=$(now_ms)
  restarted=$(resident_kib "$daemon")
  listed=$("$takhin" topic list -o name | grep -c '^many-')
  ((listed == topics)) || die "topics are missing after a restart: $listed of $topics"
  printf 'restart  %6d ms to ready after %s; %d KiB resident a partition\n' $((t1 - t0)) "$how" \
    $(((restarted - before) / partitions))
  if [[ $how == SIGTERM ]]; then
    kill -9 "$daemon"
    wait "$daemon" 2>/dev/null || true
    daemon=
  fi
done
