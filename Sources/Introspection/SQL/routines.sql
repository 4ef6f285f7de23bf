-- Routines of user schemas that the role $1 may run.
SELECT n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes),
       CASE WHEN p.prokind <> 'p' THEN pg_catalog.pg_get_function_result(p.oid) END,
       p.prokind, p.provolatile, x.extname, d.description
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN (
  SELECT d.objid, e.extname FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
  WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.deptype = 'e') x ON x.objid = p.oid
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND pg_catalog.has_schema_privilege(coalesce($1::pg_catalog.name, current_user), n.oid, 'USAGE') AND pg_catalog.has_function_privilege(coalesce($1::pg_catalog.name, current_user), p.oid, 'EXECUTE')
