-- Definitions of the views that the role $1 may read.
SELECT c.oid, pg_catalog.pg_get_viewdef(c.oid)
FROM pg_catalog.pg_class c
WHERE c.relkind IN ('v', 'm')
  AND c.relnamespace IN (
    SELECT oid FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(coalesce($1::pg_catalog.name, current_user), oid, 'USAGE'))
  AND pg_catalog.has_any_column_privilege(coalesce($1::pg_catalog.name, current_user), c.oid, 'SELECT')
