-- Definitions of the views that the role may read.
SELECT c.oid, pg_catalog.pg_get_viewdef(c.oid)
FROM pg_catalog.pg_class c
WHERE c.relkind IN ('v', 'm')
  AND c.relnamespace IN (
    SELECT oid FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(oid, 'USAGE'))
  AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
