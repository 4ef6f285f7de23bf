-- Relations of user schemas that the role $1 may use, with the right to read all of each; else its columns decide.
-- Under row security the number of rows is nobody's business: it counts the hidden ones, too.
SELECT c.oid, n.nspname, c.relname, c.relkind, c.relispartition,
       CASE WHEN s.is_secured THEN -1 ELSE c.reltuples END, i.inhparent,
       pg_catalog.has_table_privilege(coalesce($1::pg_catalog.name, current_user), c.oid, 'SELECT'), d.description, s.is_secured
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
CROSS JOIN LATERAL (
  SELECT c.relrowsecurity AND NOT r.is_exempt
    AND (c.relforcerowsecurity OR NOT pg_catalog.pg_has_role(coalesce($1::pg_catalog.name, current_user), c.relowner, 'USAGE')) AS is_secured
  FROM (SELECT rolsuper OR rolbypassrls AS is_exempt FROM pg_catalog.pg_roles WHERE rolname = coalesce($1::pg_catalog.name, current_user)) r
) s
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p')
  AND c.relnamespace IN (
    SELECT oid FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(coalesce($1::pg_catalog.name, current_user), oid, 'USAGE'))
