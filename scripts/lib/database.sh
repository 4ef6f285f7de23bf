# The demo database, loaded anew whenever its files change: the digest of what is loaded is the database's comment.

database=fjellvind
reader="host=$cluster port=5432 dbname=$database user=dragoman_reader"

database_ensure() {
  local digest loaded
  digest=$(digest_of demo/schema.sql demo/data.sql demo/role.sql)
  loaded=$(cluster_psql postgres -c "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$database'")
  [[ $loaded == "$digest" ]] && return
  step "Loading the demo database, about 200,000 rows (15 seconds)"
  cluster_psql postgres -c 'SET client_min_messages = warning' -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" \
    -c "CREATE DATABASE $database TEMPLATE template0 ENCODING 'UTF8'"
  cluster_psql "$database" -f "$root/demo/schema.sql" -f "$root/demo/data.sql" -f "$root/demo/role.sql" >/dev/null ||
    die "The demo database could not be loaded: see PostgreSQL's words above."
  cluster_psql postgres -c "COMMENT ON DATABASE $database IS '$digest'"
}
