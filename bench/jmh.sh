#!/usr/bin/env bash
# The parts of a record's path, each alone (JMH): request parsing, proposer, Raft log, apply.
#   jmh.sh [JMH's own words]      for example: jmh.sh -i 10 -prof gc Proposer; jmh.sh -h tells them
# Writes to BENCH_DIR; give it a disk of the kind that counts.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

cd "$bench_root"
mvn -q -B -pl takhin-daemon -am test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$bench_dir/class-path"
mapfile -t options < <(grep -v '^#' packaging/jvm/access.jvm)
"$java" "${options[@]}" -cp "takhin-daemon/target/test-classes:takhin-daemon/target/classes:$(<"$bench_dir/class-path")" org.openjdk.jmh.Main \
  -jvmArgsAppend "-Djava.io.tmpdir=$bench_dir" "$@"
