# deb, tar.gz, the single file and the rpm. Sourced by build.sh.
# shellcheck shell=bash disable=SC2154

build_tar() {
  local level=-9
  [[ $fast == no ]] || level=-1
  say "$name.tar.gz"
  tar -C "$work" --transform "s,^app,takhin-$version,S" --format=ustar --sort=name --owner=0 --group=0 --numeric-owner \
    -cf - app | gzip -n "$level" >"$dist/$name.tar.gz"
}

# The stub, the tar.gz, a trailer; see launcher/single.c.
build_single() {
  [[ $dist/$name.tar.gz -nt $app/files && $dist/$name.tar.gz -nt $work/caches ]] || build_tar
  local archive=$dist/$name.tar.gz
  say "$name"
  {
    cat "$work/launcher/single" "$archive"
    printf 'takhin-archive-1%016x%.32s' "$(stat -c %s "$archive")" "$(sha256sum "$archive")"
  } >"$dist/$name.new"
  chmod 755 "$dist/$name.new"
  mv "$dist/$name.new" "$dist/$name"
}

# The files of a package, as they lie on a system.
lay_out() { # ROOT
  local tree=$1 file
  rm -rf "$tree"
  mkdir -p "$tree"/usr/{bin,lib/systemd/system,share/doc/takhin} "$tree/etc/takhin"
  cp -Rp "$app" "$tree/usr/lib/takhin"
  rm -r "$tree/usr/lib/takhin/share"
  ln -s ../lib/takhin/bin/takhin "$tree/usr/bin/takhin"
  cp "$packaging/systemd/takhin.service" "$tree/usr/lib/systemd/system"
  cp "$packaging/systemd/takhin.yaml" "$tree/etc/takhin"
  ln -s ../../../lib/takhin/legal "$tree/usr/share/doc/takhin/legal"
  copy_extras "$tree/usr/share/man" "$work/completions"
  shopt -s nullglob
  for file in "$work"/completions/*; do
    case ${file##*/} in
      *.bash | takhin) install -Dm644 "$file" "$tree/usr/share/bash-completion/completions/takhin" ;;
      _takhin | *.zsh) install -Dm644 "$file" "$tree/usr/share/zsh/vendor-completions/_takhin" ;;
      *.fish) install -Dm644 "$file" "$tree/usr/share/fish/vendor_completions.d/takhin.fish" ;;
      *) die "completions/${file##*/} is for no shell that packages know" ;;
    esac
  done
  shopt -u nullglob
  rm -rf "$work/completions"
}

build_deb() {
  local tree=$work/deb deb_version=${version/-SNAPSHOT/~snapshot} compression=(-Zxz -z6)
  [[ $fast == no ]] || compression=(-Zgzip -z1)
  command -v dpkg-deb >/dev/null || die "dpkg-deb is missing: apt-get install dpkg"
  say "takhin_${deb_version}_$deb_arch.deb"
  lay_out "$tree"
  cp "$packaging/debian/copyright" "$tree/usr/share/doc/takhin"
  gzip -9nc "$root/CHANGELOG.md" >"$tree/usr/share/doc/takhin/changelog.gz"
  mkdir "$tree/DEBIAN"
  sed -e "s/@version@/$deb_version/; s/@arch@/$deb_arch/; s/@size@/$(du -sk "$tree" | cut -f1)/" \
    "$packaging/debian/control" >"$tree/DEBIAN/control"
  cp "$packaging"/debian/{conffiles,postinst,prerm,postrm} "$tree/DEBIAN"
  chmod 755 "$tree"/DEBIAN/{postinst,prerm,postrm}
  (cd "$tree" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | sort -z | xargs -0 md5sum) >"$work/md5sums"
  mv "$work/md5sums" "$tree/DEBIAN"
  stamp "$tree"
  dpkg-deb --root-owner-group "${compression[@]}" --build "$tree" "$dist/takhin_${deb_version}_$deb_arch.deb" >/dev/null
  rm -rf "$tree"
}

# One that RPM systems install; built with Debian's rpm.
build_rpm() {
  local tree=$work/rpm/tree release=1 rpm_version=$version payload=w7.xzdio
  [[ $fast == no ]] || payload=w1.gzdio
  command -v rpmbuild >/dev/null || die "rpmbuild is missing: apt-get install rpm"
  # A snapshot is older than its release.
  [[ $version != *-SNAPSHOT ]] || rpm_version=${version%-SNAPSHOT} release=0.snapshot
  local machine file
  machine=$(uname -m)
  file=takhin-$rpm_version-$release.$machine.rpm
  say "$file"
  rm -rf "$work/rpm"
  lay_out "$tree"
  stamp "$tree"
  # Man pages and completions; a list must not be empty.
  (
    cd "$tree" || exit
    find usr/share/man usr/share/*completion* usr/share/zsh usr/share/fish -type f -printf "/%p\n" 2>/dev/null | sort || true
    echo "%dir /usr/lib/takhin"
  ) >"$work/rpm/extra"
  rpmbuild -bb --quiet --target "$machine" "$packaging/rpm/takhin.spec" --define "_topdir $work/rpm" --define "tree $tree" \
    --define "package_version $rpm_version" --define "package_release $release" --define "payload $payload" \
    --define "extra_files $work/rpm/extra" --define '_buildhost reproducible' --define 'use_source_date_epoch_as_buildtime 1' \
    --define 'clamp_mtime_to_source_date_epoch 1' --define '_prefix /usr' --define '_sysconfdir /etc' >"$work/rpm.log" 2>&1 ||
    { cat "$work/rpm.log" >&2; die "rpmbuild failed"; }
  cp "$work/rpm/RPMS/$machine/$file" "$dist"
  rm -rf "$work/rpm"
}

# The image of a container, from the folder; the base is Debian's own unless BASE names another.
build_oci() {
  command -v buildah >/dev/null || die "buildah is missing: apt-get install buildah"
  say "takhin-$version-linux-$arch.oci.tar"
  buildah build --quiet --isolation chroot --timestamp "$SOURCE_DATE_EPOCH" --build-arg "BASE=${BASE:-docker.io/library/debian:12-slim}" \
    --build-arg "VERSION=$version" -f "$packaging/oci/Containerfile" -t "takhin:$version" "$app" >"$work/oci.log" 2>&1 ||
    { cat "$work/oci.log" >&2; die 'the image of the container was not built'; }
  rm -f "$dist/$name.oci.tar"
  buildah push --quiet "takhin:$version" "oci-archive:$dist/$name.oci.tar:takhin:$version" >>"$work/oci.log" 2>&1
}

write_checksums() {
  cp "$app/legal/sbom.cdx.json" "$dist/takhin-$version.cdx.json"
  cp "$app/legal/THIRD-PARTY.txt" "$dist/takhin-$version-licences.txt"
  (cd "$dist" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\n' | sort | xargs sha256sum >SHA256SUMS)
  say "in target/dist:"
  (cd "$dist" && du -h --apparent-size -- *) >&2
}
