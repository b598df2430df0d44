#!/usr/bin/env bash
# Measures the budgets of start-up, memory and size, and prints medians, and ratios to peers where these are installed.
#   packaging/bench/start-up.sh [TAKHIN]     TAKHIN: an installed takhin (default: the image in target/package/app)
# RUNS (20) calls of each command, in turn with the others; STARTS (5) starts of a daemon. KAFKA_TOPICS=no leaves out
# kafka-topics, whose jars come from Maven Central. etcdctl is measured where etcd and etcdctl are installed.
# Exits with 1 when a budget is exceeded. Figures of a loaded machine mean nothing: look at the ratios.
set -euo pipefail

packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(cd "$packaging/.." && pwd)
takhin=$(realpath "${1:-$root/target/package/app/bin/takhin}")
app=${takhin%/bin/takhin}
java=$app/runtime/bin/java
runs=${RUNS:-20} starts=${STARTS:-5}
work=$(mktemp -d)
pids=()
exceeded=0
trap 'for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT

die() {
  printf 'start-up.sh: %s\n' "$*" >&2
  exit 1
}
median() { sort -g "$1" | awk '{value[NR] = $1} END {print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2}'; }
free_port() {
  local port
  for port in $(shuf -i 20000-30000 -n 50); do
    if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf %s "$port"
      return
    fi
  done
}
await() { # WHAT COMMAND...
  local what=$1 tries=600
  shift
  until "$@"; do
    ((tries-- > 0)) || die "$what"
    read -rt 0.05 <> <(:) || true
  done
}
report() { # NAME VALUE UNIT [BUDGET]
  local verdict=
  if [[ -n ${4:-} ]]; then
    verdict="budget $4 $3"
    if awk "BEGIN {exit !($2 > $4)}"; then
      verdict+='  EXCEEDED'
      exceeded=1
    fi
  fi
  printf '%-34s %8.1f %s  %s\n' "$1" "$2" "$3" "$verdict"
}

# Without logback, which would print on the producer's stdout.
client_path=$work$(find "$app/lib" -name '*.jar' ! -name 'logback-*' -printf ':%p')
kafka=127.0.0.1:$(free_port) admin=127.0.0.1:$(free_port)

# One start: ms until a Kafka producer that was waiting has its acknowledgement, then resident memory when idle.
start_daemon() { # RUN
  local producer begin
  "$java" -cp "$client_path" FirstProduce "$kafka" "first-$1" >"$work/first" 2>"$work/first.log" &
  producer=$!
  pids+=("$producer")
  await 'the producer did not start' grep -q waiting "$work/first"
  begin=$(date +%s%3N)
  "$takhin" serve --dev --data-dir "$work/data-$1" --kafka "$kafka" --admin "$admin" >"$work/serve.out" 2>"$work/serve.log" &
  daemon=$!
  pids+=("$daemon")
  wait "$producer" || { cat "$work/first.log" "$work/serve.log" >&2; die 'no record was acknowledged'; }
  echo $(($(tail -1 "$work/first") - begin)) >>"$work/first-produce"
  sleep 5
  awk '/^VmRSS/ {print $2 / 1024}' "/proc/$daemon/status" >>"$work/resident"
}
stop_daemon() {
  kill -TERM "$daemon"
  wait "$daemon" || true
}

declare -A commands=(
  ["takhin version"]="$takhin version"
  ["takhin topic list"]="$takhin topic list --bootstrap $admin"
)
add_etcdctl() {
  if ! command -v etcd >/dev/null || ! command -v etcdctl >/dev/null; then
    echo 'no etcdctl: apt-get install etcd-server etcd-client'
    return 0
  fi
  local client peer
  client=http://127.0.0.1:$(free_port) peer=http://127.0.0.1:$(free_port)
  etcd --name one --data-dir "$work/etcd" --listen-client-urls "$client" --advertise-client-urls "$client" \
    --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "one=$peer" >"$work/etcd.log" 2>&1 &
  pids+=($!)
  export ETCDCTL_API=3 ETCDCTL_ENDPOINTS=$client
  await 'etcd did not start' etcdctl put k v >/dev/null 2>&1
  commands["etcdctl get"]="etcdctl get k"
}
add_kafka_topics() {
  [[ ${KAFKA_TOPICS:-yes} == yes ]] || return 0
  local jars=$root/target/bench/kafka-tools kafka_version
  kafka_version=$(sed -n 's:.*<version.kafka>\(.*\)</version.kafka>.*:\1:p' "$root/pom.xml")
  if [[ ! -e $jars/complete ]]; then
    mkdir -p "$jars"
    cat >"$work/pom.xml" <<POM
<project><modelVersion>4.0.0</modelVersion><groupId>bench</groupId><artifactId>bench</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>$kafka_version</version></dependency></dependencies></project>
POM
    mvn -q -B -f "$work/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory="$jars" >&2
    touch "$jars/complete"
  fi
  # The options of Kafka's own script.
  commands["kafka-topics --list"]="$packaged_java -Xmx256M -server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:+ExplicitGCInvokesConcurrent -Djava.awt.headless=true -cp $jars/* org.apache.kafka.tools.TopicCommand --bootstrap-server $kafka --list"
}
# A JDK, as kafka-topics would have it: with its class archive.
packaged_java=$java
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
  [[ -x $home/bin/java ]] && packaged_java=$home/bin/java && break
done

printf '%s\n' "$(uname -m), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $("$takhin" version)"
"$java" -m jdk.compiler/com.sun.tools.javac.Main -d "$work" -cp "$client_path" "$packaging/bench/FirstProduce.java"
for ((run = 1; run <= starts; run++)); do
  start_daemon "$run"
  ((run == starts)) || stop_daemon
done
report 'serve --dev to first acknowledgement' "$(median "$work/first-produce")" ms 1200
report 'resident, idle' "$(median "$work/resident")" MB 200

add_etcdctl
add_kafka_topics
for ((run = 0; run < runs; run++)); do
  for name in "${!commands[@]}"; do
    read -ra command <<<"${commands[$name]}"
    begin=${EPOCHREALTIME/./}
    "${command[@]}" >/dev/null 2>"$work/err" || { cat "$work/err" >&2; die "$name fails"; }
    echo "$((${EPOCHREALTIME/./} - begin))" | awk '{print $1 / 1000}' >>"$work/$name"
  done
done
stop_daemon
report 'takhin version' "$(median "$work/takhin version")" ms 50
list=$(median "$work/takhin topic list")
report 'takhin topic list' "$list" ms 70
for name in 'etcdctl get' 'kafka-topics --list'; do
  [[ ! -s $work/$name ]] || { value=$(median "$work/$name") && report "$name" "$value" ms &&
    printf '%-34s %8.2f\n' "  takhin topic list / $name" "$(awk "BEGIN {print $list / $value}")"; }
done

for file in "$root"/target/dist/*; do
  case $file in
    *.deb | *.tar.gz | *-linux-x64 | *-linux-arm64) report "${file##*/}" "$(($(stat -c %s "$file") / 1000))e-3" MB 110 ;;
  esac
done
exit "$exceeded"
