-- Operators of user schemas: each calls a function.
SELECT n.nspname, o.oprname, pg_catalog.format_type(nullif(o.oprleft, 0), NULL),
       pg_catalog.format_type(nullif(o.oprright, 0), NULL), x.extname
FROM pg_catalog.pg_operator o
JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
LEFT JOIN (
  SELECT d.objid, e.extname FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
  WHERE d.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass AND d.deptype = 'e') x ON x.objid = o.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
