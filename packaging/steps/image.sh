# The application's folder: launcher, runtime, jars, caches. Sourced by build.sh.
# shellcheck shell=bash disable=SC2154,SC2164

# jdk.compiler: an initialiser in Chronicle Map asks for it. java.security.*: Kafka's SASL classes are linked even where
# SASL is off. jdk.jcmd, jdk.jfr: thread dumps and profiles of a daemon in production.
modules=java.base,java.compiler,java.logging,java.management,java.naming,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.compiler,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

link_runtime() {
  local key=$work/runtime/.key
  local wanted
  wanted="$(<"$java_home/release") $modules"
  [[ -r $key && $(<"$key") == "$wanted" ]] && return
  say 'linking the Java runtime'
  rm -rf "$work/runtime"
  # Debug information of the JDK's classes stays: a stack trace without lines helps nobody.
  "$java_home/bin/jlink" --add-modules "$modules" --strip-native-debug-symbols exclude-debuginfo-files \
    --no-header-files --no-man-pages --compress zip-0 --exclude-files '/jdk.compiler/lib/ct.sym,**/ct.sym' --output "$work/runtime"
  printf '%s' "$wanted" >"$key"
}

build_launcher() {
  say 'building the launcher'
  make -s -C "$packaging/launcher" OUT="$work/launcher" all
}

# The list that the launcher checks at each start, in class path order: what every command loads comes first.
list_files() {
  local jar listed=' '
  (
    cd "$app"
    shopt -s nullglob
    for jar in lib/{takhin-cli,takhin-common,picocli,jackson-core,takhin-daemon}-[0-9]*.jar lib/*.jar runtime/lib/modules; do
      [[ $listed == *" $jar "* ]] || stat -c '%s %Y %n' "$jar"
      listed+="$jar "
    done
  ) >"$app/files"
}

build_image() {
  run_maven
  compile_picocli
  link_runtime
  build_launcher
  say 'putting the folder together'
  rm -rf "$app"
  mkdir -p "$app"/{bin,lib,legal,share}
  cp "$work/launcher/takhin" "$app/bin"
  cp "$work"/jars/*.jar "$app/lib"
  "$java_home/bin/java" -XX:TieredStopAtLevel=1 "$packaging/Jars.java" "$app/lib" "$arch" "$SOURCE_DATE_EPOCH"
  cp -R "$work/runtime" "$app/runtime"
  rm "$app/runtime/.key"
  cp -R "$packaging/jvm" "$app/jvm"
  quick_commands >"$app/quick"
  cp "$root/LICENSE" "$app/legal"
  cp "$root/LICENSE" "$root/README.md" "$app"
  copy_extras "$app/share/man" "$app/share/completions"
  "$java_home/bin/java" -XX:TieredStopAtLevel=1 -cp "$app/lib/*" "$packaging/Supply.java" \
    "$work/sbom.json" "$app" "$version" "$SOURCE_DATE_EPOCH"
  "$java_home/bin/java" -XX:TieredStopAtLevel=1 -cp "$app/lib/*" "$packaging/Gaps.java" "$app/legal/sbom.cdx.json" "$packaging/gaps.txt" ||
    die 'a part that is shipped has a known gap; update it'
  chmod -R u=rwX,go=rX "$app"
  stamp "$app"
  list_files
  train_caches
  stamp "$app"
}

# Man pages and completions.
copy_extras() { # MAN COMPLETIONS
  local page section
  shopt -s nullglob
  for page in "$root"/man/man[1-8]/*.[1-8]; do
    section=${page##*.}
    mkdir -p "$1/man$section"
    gzip -9nc "$page" >"$1/man$section/${page##*/}.gz"
  done
  for page in "$root"/completions/*; do
    mkdir -p "$2"
    cp "$page" "$2"
  done
  shopt -u nullglob
}
