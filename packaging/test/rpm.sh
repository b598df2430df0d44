# The RPM package, with Debian's rpm and a database of its own: install, run, upgrade, remove. Sourced by install.sh.
# shellcheck shell=bash disable=SC2154,SC2034

test_rpm() { # RPM
  step 'rpm: install, in a database of its own'
  rpm -K --nosignature "$1" >"$work/quiet" || { cat "$work/quiet" >&2; die 'digests of the rpm'; }
  local database=(--dbpath "$work/rpmdb" --nodeps)
  rpm "${database[@]}" -i "$1" >"$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; die 'rpm -i'; }
  become takhin
  equals "$(stat -c '%U:%G %a' /var/lib/takhin)" 'takhin:takhin 750'
  rpm "${database[@]}" -V takhin || die 'rpm -V finds other files than were packed'
  client_uses_cache takhin || die 'the client runs without its cache'
  start takhin serve --dev --data-dir /var/lib/takhin --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json
  uses_cache "$daemon" serve || die 'the daemon runs without its cache'
  use rpm takhin
  stop

  step 'rpm: installed again over itself, the configuration and the data stay'
  sed -i 's/127\.0\.0\.1:9092/127.0.0.1:9093/' /etc/takhin/takhin.yaml
  rpm "${database[@]}" -U --replacepkgs "$1" >"$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; die 'rpm -U'; }
  grep -q :9093 /etc/takhin/takhin.yaml || die 'the configuration was replaced'
  start takhin serve --dev --data-dir /var/lib/takhin --admin 127.0.0.1:0 --kafka 127.0.0.1:0 -o json
  compare rpm takhin
  stop

  step 'rpm: remove keeps data and user'
  rpm "${database[@]}" -e takhin >"$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; die 'rpm -e'; }
  [[ -d /var/lib/takhin && ! -e /usr/bin/takhin && ! -e /usr/lib/takhin ]] || die 'rpm -e leaves files'
  become nobody
  rm -rf /var/lib/takhin /etc/takhin
  userdel takhin
}
