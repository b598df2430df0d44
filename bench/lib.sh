# Sourced by the benchmark scripts: a daemon of their own on free ports, its data in a temporary folder, both gone at the end.
#   TAKHIN       the program to measure (default: ./takhin of this clone)
#   BENCH_DIR    where data goes (default: a temporary folder)
bench_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
takhin=${TAKHIN:-$bench_root/takhin}
bench_dir=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/takhin-bench.XXXXXX")
daemon=

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

stop_daemon() {
  [[ -n $daemon ]] || return 0
  kill "$daemon" 2>/dev/null || true
  wait "$daemon" 2>/dev/null || true
  daemon=
}

cleanup() {
  stop_daemon
  rm -rf "$bench_dir"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start_daemon OPTION...: returns when it is ready, with TAKHIN_BOOTSTRAP set.
start_daemon() {
  mkfifo "$bench_dir/ready"
  "$takhin" serve --dev --data-dir "$bench_dir/node" --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json "$@" \
    >"$bench_dir/ready" 2>>"$bench_dir/daemon.log" &
  daemon=$!
  local line=
  read -rt 300 line <"$bench_dir/ready" || { tail -n 20 "$bench_dir/daemon.log" >&2; die "the daemon was not ready within 300 s"; }
  rm "$bench_dir/ready"
  TAKHIN_BOOTSTRAP=$(sed -n 's/.*"admin":"\([^"]*\)".*/\1/p' <<<"$line")
  export TAKHIN_BOOTSTRAP
}

now_ms() { date +%s%3N; }

# resident_kib PID, peak_kib PID, cpu_ms PID
resident_kib() { awk '/^VmRSS/{print $2}' "/proc/$1/status"; }
peak_kib() { awk '/^VmHWM/{print $2}' "/proc/$1/status"; }
cpu_ms() { awk '{sub(/.*\) /, ""); print ($12 + $13) * 10}' "/proc/$1/stat"; }
