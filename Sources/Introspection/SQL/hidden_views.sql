-- Views that the role $1 may not read but that run below views which it may. Materialised views run nothing.
-- In the common case that the role may read every view the recursion has nothing to start with.
WITH RECURSIVE views AS MATERIALIZED (
  SELECT c.oid, n.nspname, c.relname,
         pg_catalog.has_schema_privilege(coalesce($1::pg_catalog.name, current_user), n.oid, 'USAGE') AND pg_catalog.has_any_column_privilege(coalesce($1::pg_catalog.name, current_user), c.oid, 'SELECT')
           AS is_readable
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'v' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), used (oid) AS (
  SELECT oid FROM views WHERE is_readable AND EXISTS (SELECT FROM views WHERE NOT is_readable)
  UNION
  SELECT d.refobjid
  FROM used u
  JOIN pg_catalog.pg_rewrite r ON r.ev_class = u.oid
  JOIN pg_catalog.pg_depend d
    ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = r.oid
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  JOIN views v ON v.oid = d.refobjid
)
SELECT v.nspname, v.relname, pg_catalog.pg_get_viewdef(v.oid)
FROM views v JOIN used u ON u.oid = v.oid
WHERE NOT v.is_readable
