# The tarball: another folder, another user, links, moves, copies, a replaced jar. Sourced by install.sh.
# shellcheck shell=bash disable=SC2154,SC2034

test_tar() { # TAR_GZ
  step 'tarball: another folder, as another user, with a read-only home'
  local place="$work/a folder" takhin
  mkdir "$place"
  tar -C "$place" -xzf "$1"
  takhin=$(only "$place"/takhin-*)/bin/takhin
  local version
  version=$(as_user "$takhin" version)
  start "$takhin" serve --dev --data-dir "$(data tar)" --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json
  uses_cache "$daemon" serve || die 'the daemon runs without its cache'
  client_uses_cache "$takhin" || die 'the client runs without its cache'
  use tarball "$takhin"

  step 'tarball: a link, a moved folder, a copy'
  ln -s "$takhin" "$work/link"
  compare tarball "$work/link"
  client_uses_cache "$work/link" || die 'through a link the client runs without its cache'
  stop
  mv "$place" "$work/moved"
  takhin=$(only "$work"/moved/takhin-*)/bin/takhin
  client_uses_cache "$takhin" || die 'a moved client runs without its cache'
  cp -R "$work/moved" "$work/copied" # new times: no cache, but it runs
  equals "$(as_user "$(only "$work"/copied/takhin-*)/bin/takhin" version 2>&1)" "$version"
  rm -rf "$work/copied"

  step 'tarball: a replaced jar is noticed'
  local jar
  jar=$(only "${takhin%/bin/takhin}"/lib/takhin-cli-*.jar)
  cp "$jar" "$work/other.jar"
  rm "$jar"
  cp "$work/other.jar" "$jar"
  equals "$(as_user "$takhin" version 2>&1)" "$version"
  ! client_uses_cache "$takhin" || die 'the cache of other files is used'
  start "$takhin" serve --dev --data-dir "$(data tar)" --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json
  grep -q 'starting without caches' "$work/log" || die 'serve does not say that its files were changed'
  stop
  rm -rf "$work/moved" "$work/link"
}

# A folder for a daemon's data, which the user may write to.
data() { # NAME
  [[ -d $work/data-$1 ]] || install -d -o "$user" -m 700 "$work/data-$1"
  printf %s "$work/data-$1"
}
