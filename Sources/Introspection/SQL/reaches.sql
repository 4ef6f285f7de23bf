-- What reading a relation reaches besides itself, at any depth: partitions and inheritance children, and what its view's
-- definition and its row-security policies read. Views themselves are left out: no plan shows them.
WITH RECURSIVE steps (top, oid) AS (
  SELECT i.inhparent, i.inhrelid
  FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
  WHERE c.relkind IN ('r', 'f', 'p')
  UNION
  SELECT w.ev_class, d.refobjid
  FROM pg_catalog.pg_rewrite w
  JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  WHERE c.relkind = 'v' AND w.oid >= 16384 AND d.refobjid <> w.ev_class
  UNION
  SELECT p.polrelid, d.refobjid
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND d.objid = p.oid
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  WHERE p.polcmd IN ('r', '*') AND d.refobjid <> p.polrelid
), reaches (top, oid) AS (
  SELECT top, oid FROM steps
  UNION
  SELECT r.top, s.oid FROM reaches r JOIN steps s ON s.top = r.oid
)
SELECT r.top, n.nspname, c.relname
FROM reaches r JOIN pg_catalog.pg_class c ON c.oid = r.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm', 'f', 'p') AND r.oid <> r.top AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2, 3
