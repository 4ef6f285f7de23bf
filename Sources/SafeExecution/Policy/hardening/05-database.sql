-- By default everybody may make temporary tables in a database, and whoever may create schemas may put functions before
-- the built-in ones. Roles that exist keep the temporary tables.
, place AS (
  SELECT d.datname, d.oid, d.datdba, acl.privilege_type AS privilege
  FROM pg_catalog.pg_database d
  LEFT JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) acl
    ON acl.grantee = 0 AND acl.privilege_type IN ('TEMPORARY', 'CREATE')
  WHERE d.datname = current_database()
)
SELECT format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()),
  NOT EXISTS (SELECT FROM place WHERE privilege IS NOT NULL)
UNION ALL
SELECT format('GRANT %s ON DATABASE %I TO %s', p.privilege, p.datname, k.list), false
FROM place p, keepers k WHERE p.privilege IS NOT NULL AND k.list IS NOT NULL
UNION ALL
SELECT format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM %I', d.datname, n.name), false
FROM named n, pg_catalog.pg_database d, aclexplode(d.datacl) acl
WHERE d.datname = current_database() AND acl.grantee = n.oid AND acl.privilege_type IN ('TEMPORARY', 'CREATE')
UNION ALL
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), n.name),
  coalesce(pg_catalog.has_database_privilege(n.oid, current_database(), 'CONNECT'), false)
FROM named n WHERE n.kind <> 'reader'
