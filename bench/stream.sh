#!/usr/bin/env bash
# One file of lines through `takhin produce` and back through `takhin consume`: byte-identical, and how fast.
#   stream.sh [MIB] [LINE_BYTES] [RUNS]     default: 1024 MiB of 100-byte lines, 3 runs
# The daemon runs in a heap of 512 MiB unless TAKHIN_JAVA_OPTS says otherwise. Prints a line a run, then the medians.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export TAKHIN_JAVA_OPTS=${TAKHIN_JAVA_OPTS:--Xmx512m}
mib=${1:-1024} line_bytes=${2:-100} runs=${3:-3}
input=$bench_dir/input

# Random text: a line is random bytes in base64, so that no file system or codec gets it for free.
bytes=$((mib * 1024 * 1024))
{
  head -c "$((bytes * 3 / 4))" /dev/urandom | base64 -w "$((line_bytes - 1))" | head -c "$((bytes - 1))" || true
  printf '\n'
} >"$input"
bytes=$(stat -c %s "$input")
"$takhin" version >/dev/null # builds when needed
start_daemon

mbps() { awk -v b="$bytes" -v ms="$1" 'BEGIN{printf "%.1f", b / 1e6 / (ms / 1000)}'; }
median() { sort -g | awk '{v[NR]=$1} END{print NR % 2 ? v[(NR+1)/2] : (v[NR/2] + v[NR/2+1]) / 2}'; }

printf '%-4s %12s %12s %16s %12s %10s\n' run produce_MB/s consume_MB/s daemon_cpu_ms/MB resident_MiB peak_MiB
for ((run = 1; run <= runs; run++)); do
  "$takhin" topic create "stream-$run" --partitions 1 >/dev/null
  cpu=$(cpu_ms "$daemon")
  t0=$(now_ms)
  "$takhin" produce "stream-$run" --timeout 600s <"$input" 2>>"$bench_dir/produce.log" || { tail "$bench_dir/produce.log" >&2; exit 1; }
  t1=$(now_ms)
  # cmp reads as fast as it is given: what is timed is consume, and that every byte is the same.
  "$takhin" consume "stream-$run" --from start --to end --timeout 600s 2>>"$bench_dir/consume.log" | cmp - "$input"
  t2=$(now_ms)
  cpu=$(($(cpu_ms "$daemon") - cpu))
  p=$(mbps $((t1 - t0))) c=$(mbps $((t2 - t1)))
  echo "$p" >>"$bench_dir/p"
  echo "$c" >>"$bench_dir/c"
  printf '%-4s %12s %12s %16s %12s %10s\n' "$run" "$p" "$c" \
    "$(awk -v c=$cpu -v b="$bytes" 'BEGIN{printf "%.1f", c / (2 * b / 1e6)}')" \
    "$(($(resident_kib "$daemon") / 1024))" "$(($(peak_kib "$daemon") / 1024))"
  "$takhin" topic delete "stream-$run" --yes >/dev/null
done
printf 'median: produce %s MB/s, consume %s MB/s; %s bytes in %s-byte lines, byte-identical\n' \
  "$(median <"$bench_dir/p")" "$(median <"$bench_dir/c")" "$bytes" "$line_bytes"
