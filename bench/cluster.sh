# Sourced after lib.sh by the benchmarks of three nodes: processes of takhin or of Kafka on ports of 127.0.0.1, and the Java to load them with.
#   TAKHIN_JAVA_OPTS   options of each daemon (default: -Xmx768m)
#   KAFKA_HEAP         heap of each Kafka node (default: Kafka's own, -Xms1g -Xmx1g)
export TAKHIN_JAVA_OPTS=${TAKHIN_JAVA_OPTS:--Xmx768m}
takhin_pids=() kafka_pids=()

end_cluster() {
  local pid
  for pid in "${takhin_pids[@]}" "${kafka_pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  cleanup
}
trap end_cluster EXIT

for home in "${JAVA_HOME:-}" "${JAVA25_HOME:-}" /usr/lib/jvm/*; do
  [[ -r $home/release ]] && grep -q '^JAVA_VERSION="25[".]' "$home/release" && java=$home/bin/java
done
[[ -n ${java:-} ]] || die "A JDK 25 is needed: install one under /usr/lib/jvm or name it in JAVA_HOME."

# start_takhin PORT: raft on PORT+1 to 3, Kafka on +11 to 13, admin on +21 to 23; returns at once.
start_takhin() {
  local id voters=''
  takhin_bootstrap=
  for id in 1 2 3; do
    voters+=${voters:+,}$id@127.0.0.1:$(($1 + id))
    takhin_bootstrap+=${takhin_bootstrap:+,}127.0.0.1:$(($1 + 10 + id))
  done
  TAKHIN_BOOTSTRAP=127.0.0.1:$(($1 + 21)),127.0.0.1:$(($1 + 22)),127.0.0.1:$(($1 + 23))
  export TAKHIN_BOOTSTRAP
  for id in 1 2 3; do
    "$takhin" serve --id $id --data-dir "$bench_dir/n$id" --raft 127.0.0.1:$(($1 + id)) --initial-voters "$voters" \
      --kafka 127.0.0.1:$(($1 + 10 + id)) --admin 127.0.0.1:$(($1 + 20 + id)) >>"$bench_dir/out" 2>>"$bench_dir/log$id" &
    takhin_pids[id]=$!
    disown # the shell would tell of each one's end
  done
}

# The jars of Kafka's broker and tools, once; they stay in target/.
kafka_jars() {
  kafka_lib=$bench_root/target/bench/kafka
  local version
  version=$(sed -n 's|.*<version.kafka>\(.*\)</version.kafka>.*|\1|p' "$bench_root/pom.xml")
  [[ -e $kafka_lib/kafka-clients-$version.jar ]] && return
  printf 'fetching Kafka %s ...\n' "$version" >&2
  rm -rf "$kafka_lib"
  mvn -q -B -f "$bench_root/bench/kafka/pom.xml" -Dversion.kafka="$version" -DoutputDirectory="$kafka_lib" dependency:copy-dependencies >&2 ||
    die "Kafka's jars can't be fetched."
}

# kafka_class OPTION... CLASS ARGUMENT...: becomes a class of Kafka.
kafka_class() {
  exec "$java" -server -XX:+UseG1GC -Dlog4j2.configurationFile="$bench_root/bench/kafka/log4j2.properties" -cp "$kafka_lib/*" "$@"
}

# start_kafka PORT: three nodes, each broker and controller, listening on PORT+1 to 3; returns at once.
start_kafka() {
  local id folder voters=''
  kafka_bootstrap=
  for id in 1 2 3; do
    voters+=${voters:+,}$id@127.0.0.1:$(($1 + 10 + id))
    kafka_bootstrap+=${kafka_bootstrap:+,}127.0.0.1:$(($1 + id))
  done
  for id in 1 2 3; do
    folder=$bench_dir/kafka$id
    mkdir "$folder"
    cat >"$folder/server.properties" <<P
process.roles=broker,controller
node.id=$id
controller.quorum.voters=$voters
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$(($1 + id)),CONTROLLER://127.0.0.1:$(($1 + 10 + id))
log.dirs=$folder/data
default.replication.factor=3
min.insync.replicas=2
offsets.topic.replication.factor=3
P
    (kafka_class kafka.tools.StorageTool format -t dGFraGluLWJlbmNoLTAwMQ -c "$folder/server.properties") >"$folder/format" 2>&1 ||
      { tail -n 5 "$folder/format" >&2; die "a Kafka node can't be formatted"; }
    # The rest of Kafka's own start script.
    # shellcheck disable=SC2086 # options are split at spaces, on purpose
    kafka_class ${KAFKA_HEAP:--Xms1g -Xmx1g} -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:+ExplicitGCInvokesConcurrent \
      kafka.Kafka "$folder/server.properties" >"$folder/out" 2>"$folder/log" &
    kafka_pids[id]=$!
    disown
  done
}

# cpu_of PID..., written_by PID..., resident_of PID...: CPU in ms, bytes caused to be written to disk, KiB of memory.
cpu_of() {
  local pid sum=0
  for pid in "$@"; do sum=$((sum + $(cpu_ms "$pid"))); done
  echo "$sum"
}
written_by() {
  local pid sum=0
  for pid in "$@"; do sum=$((sum + $(awk '/^write_bytes/{print $2}' "/proc/$pid/io"))); done
  echo "$sum"
}
resident_of() {
  local pid sum=0
  for pid in "$@"; do sum=$((sum + $(resident_kib "$pid"))); done
  echo "$sum"
}

median() { sort -g | awk '{v[NR]=$1} END{if (NR) print NR % 2 ? v[(NR+1)/2] : (v[NR/2] + v[NR/2+1]) / 2}'; }
