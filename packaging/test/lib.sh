# What the tests of the packages share. Sourced by install.sh.
# shellcheck shell=bash

work=$(mktemp -d /var/tmp/takhin-install-test.XXXXXX)
chmod 755 "$work"
daemon=

die() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
step() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
only() {
  [[ $# == 1 && -e $1 ]] || die "one file is expected: $*"
  printf %s "$1"
}
# What a command prints matters only when it fails.
quietly() { "$@" >"$work/quiet" 2>&1 || { cat "$work/quiet" >&2; return 1; }; }
equals() { [[ $1 == "$2" ]] || die "expected '$2', was '$1'"; }

cleanup() {
  [[ -z $daemon ]] || kill -9 "$daemon" 2>/dev/null || true
  if dpkg-query -W takhin >/dev/null 2>&1; then
    dpkg --purge takhin >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT

# Daemons and clients run as this user, in an empty environment, with a home where nothing can be written.
become() { # USER
  user=$1
  as_user=(setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups --no-new-privs
    env -i PATH=/usr/local/bin:/usr/bin:/bin HOME="$work/read-only-home")
}
as_user() { "${as_user[@]}" "$@"; }

# Runs a command until it holds, ten times a second.
await() { # SECONDS WHAT COMMAND...
  local tries=$(($1 * 10)) what=$2
  shift 2
  until "$@"; do
    ((tries-- > 0)) || die "$what"
    [[ -z $daemon ]] || kill -0 "$daemon" 2>/dev/null || { cat "$work/log" >&2; die "the daemon ended: $what"; }
    read -rt 0.1 <> <(:) || true
  done
}

# Starts a daemon in the background and sets $daemon, and $admin where it prints JSON.
start() { # COMMAND...
  : >"$work/ready"
  "${as_user[@]}" "$@" >"$work/ready" 2>"$work/log" &
  daemon=$!
  await 30 'the daemon is not ready in time' grep -qs 127.0.0.1 "$work/ready"
  admin=$(sed -n 's/.*"admin":"\([^"]*\)".*/\1/p' "$work/ready")
  [[ $(<"$work/ready") != *'[warning]'* ]] || die "the JVM wrote to stdout: $(<"$work/ready")"
}

stop() {
  local status=0
  kill -TERM "$daemon"
  wait "$daemon" || status=$?
  daemon=
  equals "$status" 143
}

uses_cache() { # PID KIND
  grep -qs "/$2\.aot\$" "/proc/$1/maps"
}

# Produces and consumes, and compares.
use() { # TOPIC TAKHIN...
  local topic=$1
  shift
  as_user TAKHIN_BOOTSTRAP="$admin" "$@" topic create "$topic" --partitions 1 >"$work/quiet"
  seq 100 >"$work/in"
  as_user TAKHIN_BOOTSTRAP="$admin" "$@" produce "$topic" <"$work/in" >"$work/quiet" 2>&1 || { cat "$work/quiet" >&2; die 'produce'; }
  compare "$topic" "$@"
}

compare() { # TOPIC TAKHIN...
  local topic=$1
  shift
  as_user TAKHIN_BOOTSTRAP="$admin" "$@" consume "$topic" --from start --to end >"$work/out"
  cmp "$work/in" "$work/out" || die "what came out of $topic is not what went in"
}

# A client that waits shows in its memory map whether it runs with its cache.
client_uses_cache() { # TAKHIN...
  local client status=1
  "${as_user[@]}" "$@" wait ready --bootstrap 127.0.0.1:1 --timeout 20s >/dev/null 2>&1 &
  client=$!
  for ((i = 0; i < 30 && status != 0; i++)); do
    read -rt 0.1 <> <(:) || true
    ! uses_cache "$client" cli || status=0
  done
  kill -0 "$client" || die "the client ended early: $*"
  kill -9 "$client"
  wait "$client" 2>/dev/null || true
  return "$status"
}

mkdir -m 555 "$work/read-only-home"
become nobody
