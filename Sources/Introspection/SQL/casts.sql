-- Casts that call a function of a user schema; not those from ranges to multiranges, which the server itself makes.
SELECT pg_catalog.format_type(c.castsource, NULL), pg_catalog.format_type(c.casttarget, NULL),
       c.castcontext = 'i', x.extname
FROM pg_catalog.pg_cast c
JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_type s ON s.oid = c.castsource
JOIN pg_catalog.pg_type t ON t.oid = c.casttarget
LEFT JOIN (
  SELECT d.objid, e.extname FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
  WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.deptype = 'e') x ON x.objid = c.oid
WHERE NOT (s.typtype = 'r' AND t.typtype = 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
