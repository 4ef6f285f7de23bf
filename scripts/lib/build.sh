# Building with SwiftPM, skipped while no source has changed.

swift_present() {
  command -v swift >/dev/null ||
    die "Swift is missing: install the Swift 6.3 toolchain (swift.org/install) and put its usr/bin folder on the PATH."
}

# That it runs, too, which on a bare system takes some of the packages.
swift_require() {
  swift_present
  local wanted found
  wanted=$(sed -nE '1s/.*swift-tools-version: *([0-9.]+).*/\1/p' "$root/Package.swift")
  found=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p') || true
  [[ $found ]] || die "$(command -v swift) does not run: see what swift --version says, and install what it lacks."
  [[ $(printf '%s\n' "$wanted" "$found" | sort -V | head -n 1) == "$wanted" ]] ||
    die "Swift $found is too old: install Swift $wanted or newer (swift.org/install) and put its usr/bin folder on the PATH."
}

# build_program: the release program, at .build/release/dragoman
build_program() {
  local digest
  digest=$(digest_of Package.swift Sources Plugins prompts migrations)
  if [[ -x $root/.build/release/dragoman ]] && stamp_is "$state/built" "$digest"; then return; fi
  swift_require
  require_disk "$root" 4000 "Building"
  step "Building in release mode (the first time takes 10 to 20 minutes on two cores)"
  (cd "$root" && swift build -c release --product dragoman --static-swift-stdlib 9>&-) ||
    die "The build failed: see the compiler's words above."
  printf '%s\n' "$digest" >"$state/built"
}

# build_tests: everything in debug mode, tests included
build_tests() {
  swift_require
  require_disk "$root" 4000 "Building"
  step "Building everything in debug mode (the first time takes 5 to 10 minutes on two cores)"
  (cd "$root" && swift build --build-tests 9>&-) || die "The build failed: see the compiler's words above."
}
