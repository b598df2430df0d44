#!/usr/bin/env bash
# Builds what people install, into target/dist.
#   packaging/build.sh [--fast] [TARGET...]
#     image    the application's folder with its own Java runtime and caches, in target/package/app
#     deb      takhin_<version>_<arch>.deb
#     tar      takhin-<version>-linux-<arch>.tar.gz
#     single   takhin-<version>-linux-<arch>, one executable file
#     rpm      takhin-<version>-1.<arch>.rpm
#     oci      takhin-<version>-linux-<arch>.oci.tar, a container's image on the base that BASE names
#     all      deb, tar and single, with the SBOM, the licences and SHA256SUMS (the default)
#   --fast     compress little: for tests of the packages
# PACKAGE_VERSION names another version than the pom's; CACHES a folder with the caches of an earlier build of the
# same sources, as training gives other bytes each time (ADR 8).
# Needs a JDK 25, Maven, gcc, make, binutils, zlib1g-dev and dpkg; for rpm the package rpm, for oci buildah.
# shellcheck disable=SC2034,SC2154 # the steps use and set them
set -euo pipefail

packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in settings jars image train archives; do
  # shellcheck source=/dev/null
  source "$packaging/steps/$part.sh"
done

targets=()
for word in "$@"; do
  case $word in
    --fast) fast=yes ;;
    image | deb | tar | single | rpm | oci) targets+=("$word") ;;
    all) targets+=(deb tar single) ;;
    *) die "unknown target \"$word\"; see the head of packaging/build.sh" ;;
  esac
done
((${#targets[@]})) || targets=(deb tar single)

mkdir -p "$work" "$dist"
exec 8>"$work/lock"
flock -n 8 || { say 'another build of packages is running; waiting for it' && flock 8; }

build_image
for target in "${targets[@]}"; do
  [[ $target == image ]] || "build_$target"
done
write_checksums
