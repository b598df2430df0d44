#!/usr/bin/env bash
# Tests of the built launcher and of the single file's stub: test/run.sh FOLDER, with a JDK 25 in JAVA25_HOME or JAVA_HOME.
# An installation is made of a small program in place of takhin and the JDK itself in place of the linked runtime.
set -euo pipefail

built=$(cd "$1" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
failures=0
java_home=${JAVA25_HOME:-${JAVA_HOME:?name a JDK 25 in JAVA25_HOME or JAVA_HOME}}

fail() {
  printf 'FAILED %s: %s\n' "$test" "$*" >&2
  failures=$((failures + 1))
}
equals() { [[ $1 == "$2" ]] || fail "expected '$2', was '$1'"; }
has() { grep -qxF -- "$2" <<<"$1" || fail "no line '$2' in: $1"; }
lacks() { ! grep -qF -- "$2" <<<"$1" || fail "unexpected '$2' in: $1"; }
hex() { printf %s "$1" | od -An -tx1 -v | tr -d ' \n'; }

app=$work/app
mkdir -p "$app"/{bin,lib,jvm,classes}
cp "$built/takhin" "$app/bin"
ln -s "$java_home" "$app/runtime"
"$java_home/bin/javac" -d "$app/classes" "$here/Main.java"
"$java_home/bin/jar" --create --file "$app/lib/program.jar" -C "$app/classes" .
rm -r "$app/classes"
printf '# a comment\n\n-Xmx64m\n-Xlog:disable\n' >"$app/jvm/cli.jvm"
printf -- '-Dlevel=access\n' >"$app/jvm/access.jvm"
printf -- '-Dlevel=serve\n-Xlog:disable\n' >"$app/jvm/serve.jvm"
list_files() { (cd "$app" && stat -c '%s %Y %n' lib/program.jar >files); }
list_files
takhin=$app/bin/takhin

test='limits of control groups'
mkdir "$work/machine"
"$built/machine_test" "$work/machine" || fail 'see above'

test='words arrive as they are'
out=$("$takhin" one '' 'two words' '@file' '-Xmx1g' '*' 'ünï')
equals "$(grep ^word <<<"$out")" "$(for word in one '' 'two words' '@file' '-Xmx1g' '*' 'ünï'; do echo "word $(hex "$word")"; done)"

test='words are UTF-8 without a locale'
has "$(env -i "$takhin" 'ünï' 2>&1)" "word $(hex 'ünï')"
has "$(env -i LC_ALL=C "$takhin" 'ünï' 2>&1)" "word $(hex 'ünï')"

test='a client has the options of clients alone'
out=$(TAKHIN_JAVA_OPTS=-Dmine JAVA_TOOL_OPTIONS=-Dtool JDK_JAVA_OPTIONS=-Djdk _JAVA_OPTIONS=-Dold "$takhin" topic list 2>&1)
has "$out" 'option -Xmx64m'
for option in -Dmine -Dtool -Djdk -Dold -Dlevel 'Picked up'; do lacks "$out" "$option"; done

test='serve has its own options, and those of its user after them'
out=$(TAKHIN_JAVA_OPTS=$' -Dmine=1\t-Xmx200m ' "$takhin" serve)
equals "$(grep '^option -D' <<<"$out" | tail -3)" $'option -Dlevel=access\noption -Dlevel=serve\noption -Dmine=1'
equals "$(grep '^option -Xmx' <<<"$out" | tail -1)" 'option -Xmx200m'

test='options may stand before serve'
for words in '-v serve' '--output json serve' '--output=json -v serve'; do
  # shellcheck disable=SC2086 # words
  has "$("$takhin" $words)" 'option -Dlevel=serve'
done
for words in '-v topic list' 'help serve' 'topic serve'; do
  # shellcheck disable=SC2086 # words
  lacks "$("$takhin" $words)" 'option -Dlevel=serve'
done

test='the most run commands have a cache of their own'
printf 'version\ntopic list\n' >"$app/quick"
touch "$app/quick.aot" "$app/cli.aot"
for words in 'version' 'version -o json' 'topic list --internal'; do
  # shellcheck disable=SC2086 # words
  has "$("$takhin" $words)" "option -XX:AOTCache=$app/quick.aot"
done
for words in 'topic' 'topic listing' 'list topic' '-v topic list'; do
  # shellcheck disable=SC2086 # words
  has "$("$takhin" $words)" "option -XX:AOTCache=$app/cli.aot"
done
rm "$app"/quick "$app"/*.aot

test='the heap of serve follows the memory of the machine'
mib=$(awk '/^MemTotal/ {print int($2 / 1024 / 4)}' /proc/meminfo)
heap=$(sed -n 's/^option -Xmx\(.*\)m$/\1/p' <<<"$("$takhin" serve)")
((heap >= 128 && heap <= 4096 && heap <= mib)) || fail "$heap MiB where a quarter is $mib"

test='on few processors serve takes the collector and the compiler that need none of their own'
for processors in 1 2; do
  (($(nproc) >= processors)) || continue
  out=$(taskset -c "0-$((processors - 1))" "$takhin" serve)
  has "$out" 'option -XX:+UseSerialGC'
  has "$out" 'option -XX:TieredStopAtLevel=1'
done
out=$(TAKHIN_JAVA_OPTS='-Da=b -XX:+UseParallelGC' "$takhin" serve)
lacks "$out" UseSerialGC
lacks "$out" UseG1GC
out=$(TAKHIN_JAVA_OPTS=-XX:-UseStringDeduplication taskset -c 0 "$takhin" serve)
has "$out" 'option -XX:+UseSerialGC'
lacks "$("$takhin" topic list)" GC

test='exit codes'
for code in 0 1 10 143; do
  status=0
  "$takhin" exit "$code" >/dev/null || status=$?
  equals "$status" "$code"
done

test='SIGTERM, SIGINT, and the name of the process'
for signal in TERM:143 INT:130; do
  coproc program { exec bash -c 'trap - INT; exec "$0" serve wait' "$takhin"; }
  pid=$program_PID
  exec {from}<&"${program[0]}"
  while read -rt 20 -u "$from" line && [[ $line != ready ]]; do :; done
  equals "$(<"/proc/$pid/comm")" takhin
  equals "$(wc -l </proc/"$pid"/task/"$pid"/children)" 0
  kill -s "${signal%:*}" "$pid"
  status=0
  wait "$pid" || status=$?
  equals "$status" "${signal#*:}"
  read -rt 5 -u "$from" line || line=
  equals "$line" closed
  exec {from}<&-
done

test='symbolic links, PATH, and a moved folder'
mkdir "$work/links"
ln -s "$takhin" "$work/links/first"
ln -s first "$work/links/second"
has "$("$work/links/second" x)" 'word 78'
has "$(cd / && PATH=$work/links:$PATH first x)" 'word 78'
mv "$app" "$work/a moved folder"
has "$("$work/a moved folder/bin/takhin" x)" 'word 78'
mv "$work/a moved folder" "$app"

test='a cache is used when the files are those it was made from'
touch "$app/cli.aot" "$app/serve.aot"
option=-XX:AOTCache=$app/cli.aot
has "$("$takhin" x)" "option $option"
touch -d @5 "$app/lib/program.jar"
out=$("$takhin" x 2>"$work/err")
lacks "$out" AOTCache
equals "$(<"$work/err")" ''
out=$("$takhin" serve 2>"$work/err")
lacks "$out" AOTCache
grep -q 'starting without caches' "$work/err" || fail "serve says nothing: $(<"$work/err")"
list_files
has "$("$takhin" x)" "option $option"
printf x >>"$app/lib/program.jar"
touch -d @5 "$app/lib/program.jar"
lacks "$("$takhin" x)" AOTCache

test='a damaged installation says so'
for file in files jvm/cli.jvm runtime; do
  mv "$app/$file" "$work/away"
  status=0
  out=$("$takhin" x 2>&1) || status=$?
  equals "$status" 1
  [[ $out == takhin:*'install takhin again.' ]] || fail "$out"
  mv "$work/away" "$app/$file"
done

# The single file: a stub, an archive of the installation, a trailer.
list_files
single=$work/takhin
tar -C "$work" --format=ustar --numeric-owner -czf "$work/app.tar.gz" app
make_single() { # ARCHIVE ID FILE
  cat "$built/single" "$1" >"$3"
  printf 'takhin-archive-1%016x%s' "$(stat -c %s "$1")" "$2" >>"$3"
  chmod +x "$3"
}
id=0123456789abcdef0123456789abcdef
make_single "$work/app.tar.gz" "$id" "$single"
export HOME=$work/home
unset XDG_CACHE_HOME TAKHIN_CACHE_DIR
mkdir "$HOME"
cache=$HOME/.cache/takhin

test='four first starts at once'
for i in 1 2 3 4; do "$single" exit 7 >"$work/out.$i" 2>&1 & done
for job in $(jobs -p); do
  status=0
  wait "$job" || status=$?
  equals "$status" 7
done
equals "$(ls -A "$cache")" "$id"$'\n'"$id.lock"

test='files are unpacked with their times, so that caches count'
has "$("$single" x)" "option -XX:AOTCache=$cache/$id/cli.aot"

test='a folder that others may write to is not used'
chmod 777 "$cache"
has "$("$single" x)" "option -XX:AOTCache=/var/tmp/takhin-$(id -u)/$id/cli.aot"
chmod 700 "$cache"
rm -rf "/var/tmp/takhin-$(id -u)/$id" "/var/tmp/takhin-$(id -u)/$id.lock"
rmdir --ignore-fail-on-non-empty "/var/tmp/takhin-$(id -u)"

test='the folder can be chosen'
has "$(TAKHIN_CACHE_DIR=$work/chosen "$single" x)" "option -XX:AOTCache=$work/chosen/$id/cli.aot"

test='a new version removes one that nobody uses, and no other'
old=11111111111111111111111111111111
held=22222222222222222222222222222222
mkdir "$cache/$old" "$cache/$held"
touch -d '8 days ago' "$cache/$old.lock" "$cache/$held.lock"
exec {lock}<"$cache/$held.lock"
flock -s "$lock"
next=33333333333333333333333333333333
make_single "$work/app.tar.gz" "$next" "$work/next"
"$work/next" x >/dev/null
equals "$(ls -A "$cache")" "$(printf '%s\n' {"$id","$held","$next"}{,.lock} | sort)"
exec {lock}<&-

test='a damaged file says so and leaves nothing behind'
head -c 3000 "$work/app.tar.gz" >"$work/cut.tar.gz"
tail -c +3001 "$work/app.tar.gz" | tr '\000-\377' '\001-\377\000' >>"$work/cut.tar.gz"
make_single "$work/cut.tar.gz" 44444444444444444444444444444444 "$work/damaged"
status=0
out=$("$work/damaged" x 2>&1) || status=$?
equals "$status $out" '1 takhin: this file is damaged: download it again.'
[[ ! -e $cache/44444444444444444444444444444444 && ! -e $cache/44444444444444444444444444444444.partial ]] || fail 'left something'
head -c -1000 "$single" >"$work/short"
chmod +x "$work/short"
status=0
out=$("$work/short" x 2>&1) || status=$?
equals "$status $out" '1 takhin: this file is incomplete: download it again.'

((failures == 0)) || exit 1
echo 'launcher: all tests passed'
