-- Types that columns may have, with names as this session would print them; the client adds modifiers.
-- Row types of tables and arrays of them are left out: there are as many as tables, and hardly a column has one.
SELECT t.oid, pg_catalog.format_type(t.oid, NULL), t.typtype, t.typcategory, t.typbasetype, t.typtypmod,
       CASE WHEN t.typcategory = 'A' AND t.typlen = -1 AND t.typstorage <> 'p' THEN t.typelem ELSE 0 END, t.typnotnull,
       n.nspname, t.typname,
       n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.typtype IN ('e', 'd', 'c', 'r', 'b')
         AND (t.typcategory <> 'A' OR t.typtype = 'd'),
       x.extname,
       CASE WHEN t.typtype = 'd' THEN ARRAY(
         SELECT pg_catalog.pg_get_expr(q.conbin, 0) FROM pg_catalog.pg_constraint q
         WHERE q.contypid = t.oid AND q.contype = 'c' ORDER BY q.conname) END,
       CASE WHEN t.typtype = 'c' THEN ARRAY(
         SELECT a.attname FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END,
       CASE WHEN t.typtype = 'c' THEN ARRAY(
         SELECT pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
LEFT JOIN (
  SELECT d.objid, e.extname FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
  WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.deptype = 'e') x ON x.objid = t.oid
WHERE t.typtype IN ('b', 'd', 'e', 'r', 'm') AND e.typtype IS DISTINCT FROM 'c'
  OR t.typtype = 'c' AND t.typrelid IN (SELECT oid FROM pg_catalog.pg_class WHERE relkind = 'c')
