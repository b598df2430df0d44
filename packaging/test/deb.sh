# The Debian package: install, run the unit's command, upgrade with data, remove, purge. Sourced by install.sh.
# shellcheck shell=bash disable=SC2154,SC2034

unit=/usr/lib/systemd/system/takhin.service

start_unit() {
  local command
  command=$(sed -n 's/^ExecStart=//p' "$unit")
  # shellcheck disable=SC2086 # words
  start $command
}

# The same files under a higher version, as a later build would have.
rebuilt_package() { # DEB
  dpkg-deb -R "$1" "$work/rebuilt"
  sed -i 's/^Version: .*/&+rebuilt/' "$work/rebuilt/DEBIAN/control"
  dpkg-deb --root-owner-group -Zgzip -z1 --build "$work/rebuilt" "$work/rebuilt.deb" >/dev/null
  rm -rf "$work/rebuilt"
}

test_deb() { # DEB
  step 'package: install'
  dpkg -i "$1" >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log" >&2; die 'dpkg -i'; }
  become takhin
  equals "$(stat -c '%U:%G %a' /var/lib/takhin)" 'takhin:takhin 750'
  equals "$(as_user takhin version)" "$(as_user /usr/lib/takhin/bin/takhin version)"
  client_uses_cache takhin || die 'the client runs without its cache'
  (cd / && md5sum --quiet -c /var/lib/dpkg/info/takhin.md5sums)
  if command -v systemd-analyze >/dev/null; then
    local problems
    problems=$(systemd-analyze verify "$unit" 2>&1 | grep -F takhin.service | grep -vF 'man takhin') || true
    [[ -z $problems ]] || die "the unit has errors: $problems"
  fi

  step 'package: the unit'"'"'s command as its user'
  local kafka=$((20000 + RANDOM % 10000)) node=$((30000 + RANDOM % 2000))
  configure "$kafka" "$node"
  start_unit
  admin=127.0.0.1:$node
  await 30 'not ready' quietly as_user TAKHIN_BOOTSTRAP="$admin" takhin wait ready --timeout 5s
  equals "$(<"/proc/$daemon/comm")" takhin
  uses_cache "$daemon" serve || die 'the daemon runs without its cache'
  use installed takhin
  test_documentation

  step 'package: upgrade with data'
  rebuilt_package "$1"
  stop # as prerm does where systemd runs
  dpkg -i "$work/rebuilt.deb" >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log" >&2; die 'upgrade'; }
  grep -q "$node" /etc/takhin/takhin.yaml || die 'the upgrade replaced the configuration'
  start_unit
  admin=127.0.0.1:$node
  await 30 'not ready' quietly as_user TAKHIN_BOOTSTRAP="$admin" takhin wait ready --timeout 5s
  uses_cache "$daemon" serve || die 'the upgraded daemon runs without its cache'
  compare installed takhin
  stop

  step 'package: remove keeps data, purge does not'
  dpkg -r takhin >/dev/null 2>&1
  [[ -d /var/lib/takhin && -e /etc/takhin/takhin.yaml && ! -e /usr/bin/takhin && ! -e /usr/lib/takhin ]] || die 'remove'
  dpkg -P takhin >/dev/null 2>&1
  local left
  for left in /var/lib/takhin /etc/takhin /usr/lib/takhin "$unit"; do
    [[ ! -e $left ]] || die "purge leaves $left"
  done
  ! getent passwd takhin >/dev/null || die 'purge leaves the user'
  become nobody
}

# The package's own file, with ports that nobody else uses.
configure() { # KAFKA ADMIN
  sed -i "s/127\.0\.0\.1:9092/127.0.0.1:$1/; s/127\.0\.0\.1:7070/127.0.0.1:$2/" /etc/takhin/takhin.yaml
  grep -q ":$2" /etc/takhin/takhin.yaml || die 'the configuration names no address for admins'
}

# Man pages and completion, as a user meets them.
test_documentation() {
  step 'package: man takhin'
  command -v man >/dev/null || die 'man is missing: apt-get install man-db'
  local page
  for page in takhin takhin-topic-create takhin.yaml takhin-format; do
    quietly env MANPAGER=cat man "$page" || die "man $page"
    grep -q "^NAME" "$work/quiet" || die "man $page shows no page"
  done

  step 'package: bash completion'
  # shellcheck disable=SC2016 # the inner bash expands
  quietly bash -c '
    source /usr/share/bash-completion/completions/takhin
    COMP_WORDS=(takhin topic li) COMP_CWORD=2 COMP_LINE="takhin topic li" COMP_POINT=15
    function=$(complete -p takhin | sed "s/.*-F \([^ ]*\).*/\1/")
    "$function" takhin li topic
    printf "%s\n" "${COMPREPLY[@]}"'
  grep -qE '^list ?$' "$work/quiet" || die 'bash completes "takhin topic li" with something else'
  [[ -e /usr/share/zsh/vendor-completions/_takhin && -e /usr/share/fish/vendor_completions.d/takhin.fish ]] || die 'no completion for zsh or fish'
}
