# The ahead-of-time caches: for the daemon, for the commands that run most, for all others. Sourced by build.sh.
# shellcheck shell=bash disable=SC2154
#
# A daemon records itself while clients use it, alone and then beside two peers, so that it knows leading and following; the recordings of clients are processes that run the command lines of
# train/quick.txt and train/commands.txt. All run what the packages ship, with the options the launcher gives. CACHES names a folder with
# caches of an earlier build of the same sources instead, as training is the one step that gives other bytes each time.

caches=(cli.aot quick.aot serve.aot)

# The commands of quick.txt, without their options and arguments, for the launcher.
quick_commands() { sed -n 's/^0 \(version\|health\|[a-z]* [a-z]*\).*/\1/p' "$packaging/train/quick.txt" | sort -u; }

train_caches() {
  if [[ -n ${CACHES:-} ]]; then
    say "taking the caches of $CACHES"
    cp "${caches[@]/#/$CACHES/}" "$app"
  else
    rm -rf "$work/caches"
    mkdir -p "$work/caches"
    record_caches
    cp "${caches[@]/#/$work/caches/}" "$app"
  fi
  chmod 644 "$app"/*.aot
  check_caches
}

record_caches() {
  local raft=() voters i status=0
  say 'training the caches'
  peers=() # these and the two below are for the trap, which outlives this function
  data=$(mktemp -d)
  mkfifo "$data/next"
  for i in 1 2 3; do raft[i]=127.0.0.1:$(free_port); done
  voters=1@${raft[1]},2@${raft[2]},3@${raft[3]}
  mapfile -t options < <(grep -hv '^#' "$app/jvm/access.jvm" "$app/jvm/serve.jvm")
  # The same cache wherever it is made; any collector takes the objects that this one leaves in it.
  options+=(-XX:+UseG1GC)
  "$app/runtime/bin/java" "-XX:AOTCacheOutput=$work/caches/serve.aot" "${options[@]}" -cp "$(class_path)" \
    io.takhin.cli.ServeTraining "$data" "${raft[1]}" "$voters" <>"$data/next" >"$data/ready" 2>"$work/train-serve.log" &
  daemon=$!
  trap 'kill -9 "$daemon" "${peers[@]}" 2>/dev/null || true; rm -rf "$data"' EXIT
  await_ready 1
  use_daemon "$(address admin)" "$(address kafka)"
  for i in 2 3; do
    "$app/bin/takhin" serve --id $i --data-dir "$data/peer-$i" --admin 127.0.0.1:0 --kafka 127.0.0.1:0 --raft "${raft[i]}" \
      --initial-voters "$voters" >"$data/peer-$i.out" 2>"$work/train-peer-$i.log" &
    peers+=($!)
  done
  echo >"$data/next"
  await_ready 2
  use_member "$(address admin)" "$(address kafka)"
  kill -TERM "$daemon"
  wait "$daemon" || status=$?
  [[ $status == 143 ]] || { cat "$work/train-serve.log" >&2; die "the daemon ended with $status where SIGTERM gives 143"; }
  kill -9 "${peers[@]}"
  wait "${peers[@]}" 2>/dev/null || true # else bash tells of each
  trap - EXIT
  rm -rf "$data"
}

# Node 1 leads and follows in turn, and so passes requests on and takes them.
use_member() { # ADMIN KAFKA
  local leader
  export TAKHIN_BOOTSTRAP=$1
  # A cluster creates no topics by itself.
  "$app/bin/takhin" topic create trained-kafka --partitions 6 >/dev/null
  for leader in 2 1; do
    "$app/bin/takhin" leader transfer $leader >/dev/null
    "$app/bin/takhin" topic create "trained-$leader" --partitions 3 >/dev/null
    "$app/bin/takhin" members list >/dev/null
    train_kafka "$2"
  done
  unset TAKHIN_BOOTSTRAP
}

await_ready() { # HOW_MANY_DAEMONS
  for ((i = 0; i < 600; i++)); do
    [[ $(grep -cs '"admin"' "$data/ready") != "$1" ]] || break
    kill -0 "$daemon" 2>/dev/null || { cat "$work/train-serve.log" >&2; die 'the daemon did not start'; }
    read -rt 0.1 <> <(:) || true
  done
  ready=$(tail -1 "$data/ready")
}

free_port() {
  local port
  for port in $(shuf -i 20000-30000 -n 50); do
    if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf %s "$port"
      return
    fi
  done
}

class_path() { awk -v folder="$app" '/\.jar$/ {printf "%s%s/%s", separator, folder, $3; separator = ":"}' "$app/files"; }

# The address of a listener in the line that the daemon prints when it is ready.
address() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<<"$ready"; }

use_daemon() { # ADMIN KAFKA
  train_client "$1" quick quick.txt
  train_client "$1" cli commands.txt
  train_kafka "$2"
}

train_client() { # ADMIN CACHE LINES
  local options
  mapfile -t options < <(grep -v '^#' "$app/jvm/cli.jvm")
  TAKHIN_BOOTSTRAP=$1 "$app/runtime/bin/java" "-XX:AOTCacheOutput=$work/caches/$2.aot" "${options[@]}" -cp "$(class_path)" \
    io.takhin.cli.Training "$packaging/train/$3" >"$work/train-$2.log" 2>&1 ||
    { tail -5 "$work/train-$2.log" >&2; die "training the client failed; all of it is in $work/train-$2.log"; }
}

train_kafka() { # KAFKA
  "$app/runtime/bin/java" -cp "$app/lib/*" "$packaging/train/KafkaLoad.java" "$1" trained-kafka >"$work/train-kafka.log" 2>&1 ||
    { tail -20 "$work/train-kafka.log" >&2; die 'training the Kafka listener failed'; }
}

# The JVM must take what it will be given. It says nothing in production, so it is asked here.
check_caches() {
  local cache
  for cache in "${caches[@]}"; do
    [[ -s $app/$cache ]] || die "$cache was not made; see $work/train-*.log"
  done
  local options
  mapfile -t options < <(grep -hv '^#' "$app/jvm/cli.jvm")
  for cache in quick cli; do
    "$app/runtime/bin/java" "-XX:AOTCache=$app/$cache.aot" -XX:AOTMode=on "${options[@]}" -cp "$(class_path)" io.takhin.cli.Main version >/dev/null ||
      die "the JVM rejects $cache.aot"
  done
  mapfile -t options < <(grep -hv '^#' "$app/jvm/access.jvm" "$app/jvm/serve.jvm")
  local collector
  for collector in Serial G1; do
    "$app/runtime/bin/java" "-XX:AOTCache=$app/serve.aot" -XX:AOTMode=on "${options[@]}" "-XX:+Use${collector}GC" -cp "$(class_path)" \
      io.takhin.cli.Main version >/dev/null || die "the JVM rejects the cache of the daemon with ${collector}GC"
  done
}
