-- Built-in functions that do more than compute, and that everybody may run by default: inside READ ONLY one SELECT could
-- take locks that stay, end its role's other sessions, write large objects, change the settings that row security
-- reads. Nothing that Dragoman accepts needs them. Roles that exist keep them. Needs a superuser.
, chosen AS (
  SELECT p.oid, p.proname, p.proacl, f.place, f.does, format('pg_catalog.%I(%s)', p.proname, pg_catalog.oidvectortypes(p.proargtypes)) AS signature,
    EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) AS is_public
  FROM wish w CROSS JOIN unnest(w.functions, w.function_groups) WITH ORDINALITY f (name, does, place)
  JOIN pg_catalog.pg_proc p ON p.proname = f.name
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'pg_catalog'
), groups AS (
  SELECT min(place) AS first, does, string_agg(signature, ', ' ORDER BY place, signature) AS signatures,
    string_agg(signature, ', ' ORDER BY place, signature) FILTER (WHERE is_public) AS open
  FROM chosen GROUP BY does
), steps AS (
  SELECT first, 0 AS place, format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', signatures) AS statement, open IS NULL AS is_done,
    'These ' || does || '.' AS note
  FROM groups
  UNION ALL
  SELECT first, 1, format('GRANT EXECUTE ON FUNCTION %s TO %s', open, k.list), false, NULL
  FROM groups, keepers k WHERE open IS NOT NULL AND k.list IS NOT NULL
  UNION ALL
  SELECT c.place, 2, format('REVOKE EXECUTE ON FUNCTION %s FROM %I', c.signature, n.name), false, NULL
  FROM chosen c, aclexplode(c.proacl) a JOIN named n ON n.oid = a.grantee AND n.kind <> 'introspector'
  UNION ALL
  SELECT c.place, 3, format('GRANT EXECUTE ON FUNCTION %s TO %I', c.signature, i.name),
    coalesce(pg_catalog.has_function_privilege(i.oid, c.oid, 'EXECUTE') AND NOT c.is_public, false),
    'Introspection asks it for the definitions of views.'
  FROM chosen c, introspector i WHERE c.proname = 'pg_get_viewdef' AND c.signature ~ '\(oid\)'
)
SELECT statement, is_done, note FROM steps ORDER BY first, place, statement
