#!/usr/bin/env bash
# Builds the packages a second time, from a copy of the sources in another folder, with the caches of target/package/app,
# and compares: same sources and caches, same bytes.
#   packaging/test/reproducible.sh     after packaging/build.sh --fast deb tar single; some minutes
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d /var/tmp/takhin-reproducible.XXXXXX)
trap 'rm -rf "$work"' EXIT
die() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

[[ -e $root/target/package/app/cli.aot ]] || die 'there is no first build: packaging/build.sh --fast deb tar single'
# What is in the index and in the work tree, and nothing that was built.
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf -) | (mkdir "$work/again" && tar -C "$work/again" -xf -)

CACHES=$root/target/package/app "$work/again/packaging/build.sh" --fast deb tar single
differing=0
for file in "$root"/target/dist/*.{deb,tar.gz} "$root"/target/dist/*-linux-x64 "$root"/target/dist/*-linux-arm64 "$root"/target/dist/*.cdx.json; do
  [[ -e $file ]] || continue
  if cmp -s "$file" "$work/again/target/dist/${file##*/}"; then
    printf 'same bytes  %s\n' "${file##*/}"
  else
    printf 'DIFFERENT   %s\n' "${file##*/}"
    differing=1
  fi
done
if ((differing)); then
  diff <(cd "$root/target/package/app" && find . -type f -print0 | sort -z | xargs -0 sha256sum) \
    <(cd "$work/again/target/package/app" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >&2 || true
  die 'the second build has other bytes'
fi
echo 'reproducible: the second build has the same bytes'
