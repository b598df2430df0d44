# What the steps share. Sourced by build.sh.
# shellcheck shell=bash disable=SC2034,SC2154 # the steps use these

root=$(cd "$packaging/.." && pwd)
work=$root/target/package
dist=$root/target/dist
app=$work/app
fast=no

say() { printf 'packaging: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

for tool in mvn gcc make ld strip tar gzip flock; do
  command -v "$tool" >/dev/null || die "$tool is missing: apt-get install maven gcc make binutils zlib1g-dev"
done

pom_value() { sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$root/pom.xml" | head -1; }

version=${PACKAGE_VERSION:-$(pom_value version)}
# All files carry this time: same sources, same bytes. Caches are made for files with it (see train.sh).
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(date -d "$(pom_value project.build.outputTimestamp)" +%s)}
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C.UTF-8
umask 022

case $(uname -m) in
  x86_64) arch=x64 deb_arch=amd64 ;;
  aarch64) arch=arm64 deb_arch=arm64 ;;
  *) die "there are packages for x86_64 and aarch64 only" ;;
esac
name=takhin-$version-linux-$arch

for home in "${JAVA_HOME:-}" "${JAVA25_HOME:-}" /usr/lib/jvm/* /opt/*jdk*; do
  if [[ -x $home/bin/jlink && -r $home/release ]] && grep -q '^JAVA_VERSION="25[".]' "$home/release"; then
    java_home=$home
    break
  fi
done
[[ -n ${java_home:-} ]] || die "no JDK 25 in JAVA_HOME, JAVA25_HOME or under /usr/lib/jvm: install one (temurin-25-jdk) or set JAVA_HOME"

# The file's or folder's times all become the packages' one.
stamp() { find "$@" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }
