#!/usr/bin/env bash
# Installs what target/dist (or the folder in $1) has, uses it and removes it: package, tarball, single file; the RPM and
# the container's image where they were built.
# Run as root on a Debian machine without takhin; no systemd needed, the unit's command line is started as its user.
set -euo pipefail

packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dist=$(cd "${1:-$packaging/../target/dist}" && pwd)
# shellcheck source=lib.sh
source "$packaging/test/lib.sh"

[[ $(id -u) == 0 ]] || die 'run this as root'
for folder in /usr/lib/takhin /etc/takhin /var/lib/takhin; do
  [[ ! -e $folder ]] || die "$folder exists: this test installs and purges takhin, so it needs a machine without it"
done

for part in deb tar single rpm oci; do
  # shellcheck source=/dev/null
  source "$packaging/test/$part.sh"
done
test_deb "$(only "$dist"/*.deb)"
test_tar "$(only "$dist"/takhin-*-linux-*.tar.gz)"
archive=$(only "$dist"/takhin-*-linux-*.tar.gz)
test_single "${archive%.tar.gz}"
shopt -s nullglob
for file in "$dist"/*.rpm; do
  test_rpm "$file"
done
for file in "$dist"/*.oci.tar; do
  test_oci "$file"
done
(cd "$dist" && sha256sum --quiet -c SHA256SUMS)
echo "packages: all tests passed in $SECONDS s"
