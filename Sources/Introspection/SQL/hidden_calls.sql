-- User code that runs although no statement names it: below views and row-security policies at any depth (by relation),
-- and in the CHECKs of domains (by type). Functions of the server itself are not recorded as dependencies.
WITH RECURSIVE rules (top, class, oid) AS (
  SELECT w.ev_class, 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid
  FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
  WHERE c.relkind = 'v' AND w.oid >= 16384
  UNION ALL
  SELECT p.polrelid, 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid
  FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  WHERE c.relrowsecurity AND p.polcmd IN ('r', '*')
  UNION ALL
  SELECT q.contypid, 'pg_catalog.pg_constraint'::pg_catalog.regclass, q.oid
  FROM pg_catalog.pg_constraint q WHERE q.contypid <> 0 AND q.oid >= 16384
), reads (top, oid) AS (
  SELECT DISTINCT top, top FROM rules
  UNION
  SELECT r.top, d.refobjid
  FROM reads r JOIN rules u ON u.top = r.oid
  JOIN pg_catalog.pg_depend d ON d.classid = u.class AND d.objid = u.oid
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
), used (top, class, oid) AS (
  SELECT DISTINCT r.top, d.refclassid, d.refobjid
  FROM reads r JOIN rules u ON u.top = r.oid
  JOIN pg_catalog.pg_depend d ON d.classid = u.class AND d.objid = u.oid
    AND d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass)
)
SELECT u.top,
       CASE WHEN o.oid IS NOT NULL THEN 'operator'
            WHEN EXISTS (SELECT FROM pg_catalog.pg_cast c WHERE c.castfunc = p.oid) THEN 'cast' ELSE 'function' END,
       n.nspname, coalesce(p.proname, o.oprname), x.extname
FROM used u
LEFT JOIN pg_catalog.pg_proc p ON u.class = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = u.oid
LEFT JOIN pg_catalog.pg_operator o ON u.class = 'pg_catalog.pg_operator'::pg_catalog.regclass AND o.oid = u.oid
JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(p.pronamespace, o.oprnamespace)
LEFT JOIN (
  SELECT d.classid, d.objid, e.extname FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
  WHERE d.deptype = 'e') x ON x.classid = u.class AND x.objid = u.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2, 3, 4
