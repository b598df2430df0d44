# The application's jars. Sourced by build.sh.
# shellcheck shell=bash disable=SC2154,SC2164

# Maven's part: jars, the sources of picocli, the SBOM. Under the lock of ./takhin, as both use target/quick.
run_maven() {
  say 'building the jars'
  mkdir -p "$root/target/app"
  (
    flock 9
    cd "$root"
    rm -rf takhin-cli/target/quick/{lib,sources,sbom.json}
    mvn -q -B -Dstyle.color=never -Dquick -Prelease package >&2 </dev/null 9>&-
    rm -rf "$work/jars"
    mkdir -p "$work/jars"
    cp takhin-cli/target/quick/takhin-cli-*.jar takhin-cli/target/quick/lib/*.jar "$work/jars"
    cp takhin-cli/target/quick/sources/picocli-*-sources.jar takhin-cli/target/quick/sbom.json "$work"
  ) 9>"$root/target/app/lock"
}

# JDK 25's caches leave out classes older than Java 6, and picocli's jar is Java 5: the sources, compiled for 25, replace it.
compile_picocli() {
  local sources classes=$work/picocli stock
  sources=$(echo "$work"/picocli-*-sources.jar)
  stock=$(echo "$work"/jars/picocli-*.jar)
  rm -rf "$classes"
  mkdir -p "$classes/out" "$classes/in"
  (cd "$classes/in" && "$java_home/bin/jar" xf "$sources" picocli)
  (cd "$classes/out" && "$java_home/bin/jar" xf "$stock" META-INF/LICENSE 2>/dev/null) || true
  # Picocli looks for this class when it starts, without Groovy through every jar: a third of a command's time. Nothing is one.
  mkdir -p "$classes/in/groovy"
  printf 'package groovy.lang;\n\npublic abstract class Closure {}\n' >"$classes/in/groovy/Closure.java"
  "$java_home/bin/javac" --release 25 -g -nowarn -proc:none -Xlint:none -d "$classes/out" "$classes"/in/{picocli,groovy}/*.java 2>"$work/picocli.log" ||
    { cat "$work/picocli.log" >&2; die "picocli's sources don't compile"; }
  make_jar "$stock" "$classes/out"
}

# A jar with sorted entries of one date.
make_jar() { # JAR FOLDER
  rm -f "$1"
  (cd "$2" && find . -type f -printf '%P\n' | sort >"$work/entries" &&
    "$java_home/bin/jar" --create --file "$1" --date "$(date -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" --no-manifest "@$work/entries")
}
