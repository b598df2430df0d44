#!/usr/bin/env bash
# Builds takhin, starts a daemon of its own, creates a topic, produces a file into it and consumes it again.
#   quickstart.sh [FILE]     FILE: lines of text (default: takhin's README)
# The daemon listens on free ports of the loopback address and keeps its data in a temporary folder; both are gone at the end.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
takhin=${TAKHIN:-$root/takhin}
file=${1:-$root/README.md}
data=$(mktemp -d)
daemon=

cleanup() {
  [[ -z $daemon ]] || { kill "$daemon" 2>/dev/null && wait "$daemon"; } || true
  rm -rf "$data"
}
trap cleanup EXIT

step() { printf '\n$ takhin %s\n' "$*"; }

"$takhin" version # builds when needed

step serve --dev
"$takhin" serve --dev --data-dir "$data/node" --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json >"$data/ready" 2>"$data/log" &
daemon=$!
for ((i = 0; i < 600; i++)); do
  [[ -s $data/ready ]] && break
  kill -0 "$daemon" 2>/dev/null || { cat "$data/log" >&2; exit 1; }
  read -rt 0.1 <> <(:) || true
done
cat "$data/ready"
TAKHIN_BOOTSTRAP=$(sed -n 's/.*"admin":"\([^"]*\)".*/\1/p' "$data/ready")
export TAKHIN_BOOTSTRAP

run() {
  step "$*"
  "$takhin" "$@"
}
run wait ready --timeout 30s
run topic create lines --partitions 1
step "produce lines <$file"
"$takhin" produce lines <"$file"
run topic describe lines
step "consume lines --to end | cmp - $file"
"$takhin" consume lines --from start --to end >"$data/out"
cmp "$data/out" "$file"
printf '\nWhat came out is what went in: %s bytes.\n' "$(stat -c %s "$file")"
