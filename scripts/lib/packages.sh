# Debian packages: installed only where missing, as root or by sudo.

# What building, the cluster and the model runtime need beyond the Swift toolchain.
packages=(
  git ca-certificates curl binutils libc6-dev libstdc++-12-dev pkg-config
  libpq-dev libsqlite3-dev libcurl4-openssl-dev libpg-query-dev libprotobuf-c-dev libedit-dev libssl-dev
  postgresql postgresql-client python3 python3-venv
)

# Whether what a package is wanted for is there, whichever package brought it.
package_present() {
  case $1 in
    git | pkg-config | curl) command -v "$1" >/dev/null ;;
    postgresql) server_programs >/dev/null ;;
    postgresql-client) server_programs >/dev/null && [[ -x $(server_programs)/psql ]] ;;
    python3) [[ -x /usr/bin/python3 ]] ;;
    python3-venv) [[ -x /usr/bin/python3 ]] && /usr/bin/python3 -I -c 'import ensurepip, venv' 2>/dev/null ;;
    *) [[ " $packages_installed " == *" $1 "* ]] ;;
  esac
}

packages_missing() {
  local name packages_installed
  packages_installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null |
    awk '$2 == "installed" { printf "%s ", $1 }') || true
  for name in "${packages[@]}"; do
    package_present "$name" || printf '%s ' "$name"
  done
}

packages_install() {
  local missing
  missing=$(packages_missing)
  [[ $missing ]] || return 0
  missing=${missing% }
  local -a names
  read -ra names <<<"$missing"
  command -v apt-get >/dev/null ||
    die "These Debian packages, or what stands for them on this system, have to be installed first: $missing"

  local -a as_root=()
  if ((EUID)); then
    as_root=(sudo)
    [[ -t 0 ]] || as_root=(sudo -n)
    "${as_root[@]}" true 2>/dev/null ||
      die "Packages are missing and $(id -un) may not install them: have an administrator run: apt-get install -y $missing"
  fi
  require_disk / 1000 "Installing packages"
  step "Installing Debian packages: $missing"
  local -a apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  local failed="apt-get could not install the packages; see its words above, then run this again or: apt-get install -y $missing"
  "${apt[@]}" update || warn "apt-get update failed; going on with the package lists that are there."
  if [[ " $missing " == *' postgresql '* ]]; then
    # Debian's package makes and starts a cluster of its own; this machine did not ask for one.
    local no_cluster=/etc/postgresql-common/createcluster.d/dragoman.conf
    "${apt[@]}" install -y --no-install-recommends postgresql-common || die "$failed"
    "${as_root[@]}" mkdir -p "${no_cluster%/*}"
    "${as_root[@]}" tee "$no_cluster" >/dev/null <<<'create_main_cluster = false'
    "${apt[@]}" install -y --no-install-recommends "${names[@]}" || die "$failed"
    "${as_root[@]}" rm -f "$no_cluster"
  else
    "${apt[@]}" install -y --no-install-recommends "${names[@]}" || die "$failed"
  fi
  missing=$(packages_missing)
  [[ -z $missing ]] || die "apt-get ended well but these packages are still missing: $missing"
}
