-- What PUBLIC may do, every role may do, the readers with it. Roles that exist keep what they had through PUBLIC.
, given AS (
  SELECT s.nspname, c.relname, c.relkind, acl.privilege_type AS privilege
  FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace, aclexplode(c.relacl) acl
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND acl.grantee = 0
    AND NOT (acl.privilege_type = 'SELECT' AND EXISTS (
      SELECT FROM extended e WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid))
), written AS (
  SELECT nspname, relname, CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END AS kind, string_agg(privilege, ', ') AS list
  FROM given GROUP BY nspname, relname, relkind
), steps AS (
  SELECT nspname, relname, 0 AS place, format('REVOKE %s ON %s%I.%I FROM PUBLIC', list, kind, nspname, relname) AS statement
  FROM written
  UNION ALL
  SELECT w.nspname, w.relname, 1, format('GRANT %s ON %s%I.%I TO %s', w.list, w.kind, w.nspname, w.relname, k.list)
  FROM written w, keepers k WHERE k.list IS NOT NULL
  UNION ALL
  SELECT s.nspname, c.relname, 2, format('REVOKE ALL ON SEQUENCE %I.%I FROM %I', s.nspname, c.relname, n.name)
  FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace, aclexplode(c.relacl) acl JOIN named n ON n.oid = acl.grantee
  WHERE c.relkind = 'S'
)
SELECT statement, false FROM steps GROUP BY nspname, relname, place, statement ORDER BY nspname, relname, place
