# The private PostgreSQL cluster: one folder outside the repository, reachable by a socket only, served by an
# unprivileged user, open to the user who runs this and to nobody else.
#
# It lies in /var/tmp because the repository may be where the server's user cannot go, or so deep that a socket's path
# does not fit into 107 bytes; .state/cluster points to it.

cluster=/var/tmp/dragoman-$EUID-$(printf %s "$root" | sha256sum | cut -c 1-10)

# The folder of initdb, pg_ctl and psql, which Debian keeps off the PATH.
server_programs() {
  local folder
  for folder in "$(pg_config --bindir 2>/dev/null || true)" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    if [[ -x $folder/initdb ]]; then
      printf '%s\n' "$folder"
      return
    fi
  done
  return 1
}

# The server refuses to run as root; and it must not stand in a folder that it cannot enter, nor hold our lock.
as_server() {
  (
    cd /
    ((EUID == 0)) || exec "$@" 9>&-
    exec setpriv --reuid=postgres --regid=postgres --init-groups --reset-env -- "$@" 9>&-
  )
}

cluster_control() { as_server "$(server_programs)/pg_ctl" -D "$cluster/data" "$@" </dev/null; }

# 0: it answers, 1: it is starting or ending, 2: nobody is there. (A file with a process id proves nothing after a crash.)
cluster_state() { "$(server_programs)/pg_isready" -q -h "$cluster" -p 5432; }

cluster_running() { [[ -S $cluster/.s.PGSQL.5432 ]] && cluster_state; }

# psql as the cluster's owner: cluster_psql DATABASE [ARGUMENT…]
cluster_psql() {
  "$(server_programs)/psql" -XqAt -v ON_ERROR_STOP=1 -d "host=$cluster port=5432 user=postgres dbname=$1" "${@:2}"
}

# In a folder that everybody may write, a name alone proves nothing.
cluster_ours() {
  local owner=$EUID
  ((EUID)) || owner=$(id -u postgres 2>/dev/null)
  [[ -d $cluster && ! -L $cluster && $(stat -c '%u %a' "$cluster") == "$owner 700" ]]
}

# Makes what is missing and starts what is stopped.
cluster_ensure() {
  id "$( ((EUID)) && echo "$EUID" || echo postgres)" >/dev/null 2>&1 ||
    die "PostgreSQL's server cannot run as a user without a name: as root install the package postgresql, else add $EUID to the user list."
  as_server mkdir -m 700 "$cluster" 2>/dev/null || true
  cluster_ours || die "$cluster belongs to somebody else: have it removed and run this again."
  ln -sfn "$cluster" "$state/cluster"
  [[ -f $cluster/data/PG_VERSION ]] || cluster_create
  cluster_running || cluster_start
}

cluster_create() {
  local programs me
  programs=$(server_programs) || die "PostgreSQL's server programs are missing: apt-get install -y postgresql"
  me=$(id -un)
  require_disk "$cluster" 500 "The demo database"
  step "Creating a private PostgreSQL cluster in $cluster"
  as_server rm -rf "$cluster/data.new"
  as_server "$programs/initdb" -D "$cluster/data.new" -U postgres -E UTF8 --locale=C.UTF-8 --auth=peer \
    --no-sync --no-instructions >/dev/null || die "initdb failed: see its words above."
  as_server tee -a "$cluster/data.new/postgresql.conf" >/dev/null <<END

# Dragoman: a socket and no network; modest, and content with the small /dev/shm of a container.
listen_addresses = ''
unix_socket_directories = '$cluster'
port = 5432
max_connections = 60
wal_level = minimal
max_wal_senders = 0
synchronous_commit = off
max_parallel_workers_per_gather = 0
jit = off
END
  # The kernel says who calls; the map says as whom they may come in.
  as_server tee "$cluster/data.new/pg_hba.conf" >/dev/null <<<'local all all peer map=dragoman'
  as_server tee "$cluster/data.new/pg_ident.conf" >/dev/null <<END
dragoman "$me" postgres
dragoman "$me" dragoman_reader
END
  as_server mv "$cluster/data.new" "$cluster/data"
}

cluster_start() {
  local made found
  made=$(<"$cluster/data/PG_VERSION")
  found=$("$(server_programs)/initdb" --version | grep -oE '[0-9]+' | head -n 1)
  [[ $made == "$found" ]] ||
    die "The cluster in $cluster was made by PostgreSQL $made and this machine has $found: run scripts/demo --clean first."
  step "Starting the PostgreSQL cluster"
  # Right after a crash the last of the old processes may still be in the way: a second try, then the truth.
  cluster_start_once 2>/dev/null || { sleep 3 && cluster_start_once; } || {
    tail -n 5 "$cluster/log" >&2
    die "The cluster did not start (see above, and $cluster/log): run scripts/demo --clean to begin anew."
  }
}

cluster_start_once() { cluster_control -s -w -t 60 -l "$cluster/log" start >/dev/null; }

cluster_stop() {
  [[ -S $cluster/.s.PGSQL.5432 ]] || return 0
  local found=0
  cluster_state || found=$?
  ((found < 2)) || return 0
  cluster_control -s -w -m fast stop || die "The cluster in $cluster does not stop: see $cluster/log."
}

cluster_remove() {
  cluster_ours || return 0
  cluster_stop
  as_server rm -rf "$cluster"
}
