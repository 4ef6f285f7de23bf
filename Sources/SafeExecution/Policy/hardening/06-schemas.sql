-- Nobody but owners creates objects in a schema: a function or an operator there could take a built-in's place. Readers
-- and the introspection role may look up names.
, given AS (
  SELECT s.nspname, acl.grantee, acl.privilege_type FROM schemas s, aclexplode(s.nspacl) acl
  WHERE acl.privilege_type = 'CREATE' AND acl.grantee <> s.nspowner
)
SELECT format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', g.nspname), false FROM given g WHERE g.grantee = 0
UNION ALL
SELECT format('GRANT CREATE ON SCHEMA %I TO %s', g.nspname, k.list), false
FROM given g, keepers k WHERE g.grantee = 0 AND k.list IS NOT NULL
UNION ALL
SELECT format('REVOKE CREATE ON SCHEMA %I FROM %I', g.nspname, n.name), false FROM given g JOIN named n ON n.oid = g.grantee
UNION ALL
SELECT format('GRANT USAGE ON SCHEMA %I TO %I', s.nspname, i.name),
  coalesce(pg_catalog.has_schema_privilege(i.oid, s.oid, 'USAGE'), false)
FROM schemas s, introspector i
