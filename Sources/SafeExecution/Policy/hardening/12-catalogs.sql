-- Catalogs that tell what no question is about: settings of roles and databases (where people keep secrets), source
-- texts, addresses of other servers, comments, other sessions. The introspection role keeps them, and so do roles that
-- exist. Needs a superuser.
, chosen AS (
  SELECT c.oid, c.relname, c.relacl, f.place, f.tells, format('pg_catalog.%I', c.relname) AS title,
    EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee = 0 AND a.privilege_type = 'SELECT') AS is_public
  FROM wish w CROSS JOIN unnest(w.catalogs, w.catalog_groups) WITH ORDINALITY f (name, tells, place)
  JOIN pg_catalog.pg_class c ON c.relname = f.name
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'pg_catalog'
), groups AS (
  SELECT min(c.place) AS first, c.tells, string_agg(c.title, ', ' ORDER BY c.place) AS titles,
    string_agg(c.title, ', ' ORDER BY c.place) FILTER (WHERE c.is_public) AS open,
    bool_and(coalesce(pg_catalog.has_table_privilege(i.oid, c.oid, 'SELECT'), false)) AS is_read
  FROM chosen c, introspector i GROUP BY c.tells
), steps AS (
  SELECT first, 0 AS place, format('REVOKE SELECT ON %s FROM PUBLIC', titles) AS statement, open IS NULL AS is_done,
    'These tell of ' || tells || '.' AS note
  FROM groups
  UNION ALL
  SELECT first, 1, format('GRANT SELECT ON %s TO %s', open, k.list), false, NULL
  FROM groups, keepers k WHERE open IS NOT NULL AND k.list IS NOT NULL
  UNION ALL
  SELECT first, 2, format('GRANT SELECT ON %s TO %I', titles, i.name), is_read AND open IS NULL, NULL FROM groups, introspector i
  UNION ALL
  SELECT c.place, 3, format('REVOKE SELECT ON %s FROM %I', c.title, n.name), false, NULL
  FROM chosen c, aclexplode(c.relacl) a JOIN named n ON n.oid = a.grantee AND n.kind <> 'introspector'
  UNION ALL
  SELECT 100000, 4, 'REVOKE USAGE ON SCHEMA information_schema FROM PUBLIC',
    NOT EXISTS (SELECT FROM aclexplode(n.nspacl) a WHERE a.grantee = 0), 'It tells much of the same in other words.'
  FROM pg_catalog.pg_namespace n WHERE n.nspname = 'information_schema'
  UNION ALL
  SELECT 100000, 5, format('GRANT USAGE ON SCHEMA information_schema TO %s', k.list), false, NULL
  FROM keepers k, pg_catalog.pg_namespace n
  WHERE k.list IS NOT NULL AND n.nspname = 'information_schema' AND EXISTS (SELECT FROM aclexplode(n.nspacl) a WHERE a.grantee = 0)
)
SELECT statement, is_done, note FROM steps ORDER BY first, place, statement
