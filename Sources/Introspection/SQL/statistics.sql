-- What ANALYZE found in columns whose values people mention: texts, enums, few-valued numbers, elements of arrays.
-- pg_stats shows only columns that the session's role may read, and none under row security; what the role $1 may not read
-- is dropped on our side, and what row security keeps from it is left out here. It asks for that right column by
-- column of the whole catalog unless, as here, each column wanted is looked up by name; and the asking is most of the
-- work, so nothing else is computed here.
SELECT k.relation, k.number, s.inherited, s.null_frac, s.n_distinct, s.most_common_freqs,
       CASE WHEN k.category = 'A' THEN s.most_common_elems::text ELSE s.most_common_vals::text END,
       CASE WHEN k.category IN ('S', 'Z') THEN s.histogram_bounds::text END
FROM (
  SELECT c.oid AS relation, a.attnum AS number, n.nspname, c.relname, a.attname, t.typcategory AS category
  FROM pg_catalog.pg_namespace n
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(coalesce($1::pg_catalog.name, current_user), n.oid, 'USAGE')
    AND c.relkind IN ('r', 'm', 'f', 'p') AND c.reltuples > 0
    AND NOT (c.relrowsecurity AND (c.relforcerowsecurity
      OR NOT pg_catalog.pg_has_role(coalesce($1::pg_catalog.name, current_user), c.relowner, 'USAGE'))
      AND NOT (SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = coalesce($1::pg_catalog.name, current_user)))
    AND (t.typcategory IN ('S', 'Z', 'E', 'A') OR a.atttypid IN (21, 23) AND a.attname !~* 'id$')
  OFFSET 0) k
CROSS JOIN LATERAL (
  SELECT * FROM pg_catalog.pg_stats p
  WHERE p.schemaname = k.nspname AND p.tablename = k.relname AND p.attname = k.attname OFFSET 0) s
WHERE k.category <> 'N' OR s.n_distinct BETWEEN 1 AND 50
