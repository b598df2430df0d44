#!/usr/bin/env bash
# Brings up a cluster of three nodes on this machine, writes and reads a record, and takes it down again.
#   cluster.sh [FOLDER]     the nodes' data; a temporary folder by default
# TAKHIN names the program (default: the clone's, built when needed). KEEP=1 leaves the cluster running.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
takhin=${TAKHIN:-$root/takhin}
folder=${1:-$(mktemp -d)}
voters=1@127.0.0.1:7001,2@127.0.0.1:7002,3@127.0.0.1:7003
export TAKHIN_BOOTSTRAP=127.0.0.1:7071,127.0.0.1:7072,127.0.0.1:7073
nodes=()

stop() {
  [[ ${KEEP:-} ]] || { kill "${nodes[@]}" 2>/dev/null || true; wait; }
}
trap stop EXIT

"$takhin" version # builds when needed
mkdir -p "$folder"
for id in 1 2 3; do
  "$takhin" serve --id $id --data-dir "$folder/node-$id" --initial-voters $voters \
    --raft 127.0.0.1:700$id --admin 127.0.0.1:707$id --kafka 127.0.0.1:909$id \
    >"$folder/node-$id.out" 2>>"$folder/node-$id.log" &
  nodes+=($!)
done

# Nothing here sleeps: each wait ends when its condition holds, or says what it saw last.
for id in 1 2 3; do
  "$takhin" wait ready --bootstrap 127.0.0.1:707$id --timeout 2m >&2
done
"$takhin" wait members=3 --timeout 1m >&2
"$takhin" members

"$takhin" topic create orders --partitions 3 --replication-factor 3 --if-not-exists
echo "hello" | "$takhin" produce orders
"$takhin" consume orders --to end
"$takhin" cluster verify
echo "three nodes in $folder, led by node $("$takhin" leader)"
