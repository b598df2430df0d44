# The container's image: a daemon and its client inside, without the network's or the machine's help. Sourced by install.sh.
# shellcheck shell=bash disable=SC2154

test_oci() { # OCI_TAR
  step 'container: its image runs as its user, with its cache'
  local container
  container=$(buildah --storage-driver vfs --root "$work/containers" --runroot "$work/containers-run" from --quiet "oci-archive:$1")
  # shellcheck disable=SC2016 # the inner bash expands
  buildah --storage-driver vfs --root "$work/containers" --runroot "$work/containers-run" run --isolation chroot "$container" -- /bin/bash -c '
    set -eu
    test "$(id -u)" = 10001
    takhin serve --dev --data-dir /var/lib/takhin/data --kafka 127.0.0.1:0 --admin 127.0.0.1:0 -o json >/tmp/ready 2>/tmp/log &
    daemon=$!
    for ((i = 0; i < 300; i++)); do
      ! grep -q admin /tmp/ready || break
      read -rt 0.1 <> <(:) || true
    done
    grep -q "/serve.aot\$" "/proc/$daemon/maps"
    export TAKHIN_BOOTSTRAP=$(sed -n "s/.*\"admin\":\"\([^\"]*\)\".*/\1/p" /tmp/ready)
    takhin topic create boxed --partitions 1 >/dev/null
    seq 100 >/tmp/in
    takhin produce boxed </tmp/in 2>/dev/null
    takhin consume boxed --from start --to end >/tmp/out
    cmp /tmp/in /tmp/out
    kill -TERM "$daemon"
    status=0
    wait "$daemon" || status=$?
    test "$status" = 143' >"$work/quiet" 2>&1 || { cat "$work/quiet" >&2; die 'the container'; }
}
