-- The conditions of row-security policies that reading a relation applies, also of relations below views and policies.
-- Whom a policy below a view concerns is the view's owner, so that only a relation's own policies are asked for the role $1.
WITH RECURSIVE rules (relation, class, oid) AS (
  SELECT w.ev_class, 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid
  FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
  WHERE c.relkind = 'v' AND w.oid >= 16384
  UNION ALL
  SELECT p.polrelid, 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid FROM pg_catalog.pg_policy p
), reads (top, oid) AS (
  SELECT DISTINCT relation, relation FROM rules WHERE EXISTS (SELECT FROM pg_catalog.pg_policy)
  UNION
  SELECT r.top, d.refobjid
  FROM reads r JOIN rules u ON u.relation = r.oid
  JOIN pg_catalog.pg_depend d ON d.classid = u.class AND d.objid = u.oid
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
)
SELECT DISTINCT r.top, pg_catalog.pg_get_expr(p.polqual, p.polrelid)
FROM reads r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid JOIN pg_catalog.pg_class c ON c.oid = r.oid
WHERE c.relrowsecurity AND p.polcmd IN ('r', '*') AND p.polqual IS NOT NULL
  AND (r.oid <> r.top OR EXISTS (
    SELECT FROM pg_catalog.unnest(p.polroles) AS role (oid)
    WHERE role.oid = 0 OR pg_catalog.pg_has_role(coalesce($1::pg_catalog.name, current_user), role.oid, 'MEMBER')))
ORDER BY 1, 2
