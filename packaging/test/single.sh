# The single file: unpacked once, into a place that can be written to. Sourced by install.sh.
# shellcheck shell=bash disable=SC2154,SC2034

test_single() { # FILE
  step 'single file: a user with a read-only home'
  local takhin="$work/a place/takhin" cache fallback
  fallback=/var/tmp/takhin-$(id -u "$user")
  [[ ! -e $fallback ]] || die "$fallback exists"
  mkdir "$work/a place"
  cp "$1" "$takhin"
  as_user "$takhin" version >"$work/first"
  cache=$(only "$fallback"/????????????????????????????????)
  equals "$(stat -c '%U %a' "$fallback")" "$user 700"
  equals "$(as_user "$takhin" version 2>&1)" "$(<"$work/first")"
  client_uses_cache "$takhin" || die 'the client runs without its cache'

  step 'single file: a daemon, and a client from a folder that can be written to'
  start "$takhin" serve --dev --data-dir "$(data single)" --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json
  uses_cache "$daemon" serve || die 'the daemon runs without its cache'
  install -d -o "$user" "$work/home"
  use single env HOME="$work/home" "$takhin"
  [[ -x $(only "$work"/home/.cache/takhin/"${cache##*/}")/bin/takhin ]] || die 'nothing in the user'"'"'s cache folder'
  stop
  rm -rf "$fallback" "${work:?}/home" "$work/a place"
}
