# Where we are, the state folder, and the digests by which finished work is skipped.

root=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
state=$root/.state

# A user's own settings for PostgreSQL, Python and Dragoman would lead our programs elsewhere.
unset "${!PG@}" "${!PYTHON@}" "${!DRAGOMAN@}" PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
export LC_ALL=C.UTF-8

state_open() {
  mkdir -p "$state" 2>/dev/null || true
  [[ -w $state ]] ||
    die "The folder $state cannot be written by $(id -un): remove it or change its owner."
  # One at a time; the children that outlive us (the server) must not inherit the lock, hence their 9>&-.
  exec 9>"$state/lock"
  if ! flock -n 9; then
    step "Waiting for another script that is preparing this folder"
    flock 9
  fi
}

state_close() { exec 9>&-; }

# digest_of PATH…: one digest over the names and contents of files and folders below the root.
digest_of() {
  (cd "$root" && find "$@" -type f -print0 | sort -z | xargs -0r sha256sum | sha256sum | cut -d ' ' -f 1)
}

stamp_is() { [[ -f $1 && $(<"$1") == "$2" ]]; }

# require_disk FOLDER MIB WHAT
require_disk() {
  local free
  free=$(($(df -Pk "$1" | awk 'NR == 2 { print $4 }') / 1024))
  ((free >= $2)) || die "$3 needs $2 MB of free disk in $1 and there are $free MB: make room and run this again."
}
