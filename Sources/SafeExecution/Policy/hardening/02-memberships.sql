-- A member of another role can do what that role can. The login role is member of the roles that principals are mapped
-- to (identity.roles), and of no other; it becomes one of them for a transaction at a time.
SELECT format('REVOKE %I FROM %I', g.rolname, l.name), false
FROM login l JOIN pg_catalog.pg_auth_members m ON m.member = l.oid JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
WHERE g.rolname NOT IN (SELECT name FROM readers)
UNION ALL
SELECT format('REVOKE %I FROM %I', g.rolname, r.name), false
FROM readers r JOIN pg_catalog.pg_auth_members m ON m.member = r.oid JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
WHERE g.rolname ~ '^pg_' AND r.name <> (SELECT name FROM login)
UNION ALL
SELECT format(
  'DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = %L) THEN CREATE ROLE %I; END IF; END $$',
  r.name, r.name), r.oid IS NOT NULL
FROM readers r, login l WHERE r.name <> l.name
UNION ALL
SELECT format('ALTER ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', r.name),
  coalesce(NOT (p.rolsuper OR p.rolcreatedb OR p.rolcreaterole OR p.rolreplication OR p.rolbypassrls), false)
FROM login l, readers r LEFT JOIN pg_catalog.pg_roles p ON p.oid = r.oid WHERE r.name <> l.name
UNION ALL
SELECT format('GRANT %I TO %I', r.name, l.name), coalesce(pg_catalog.pg_has_role(l.oid, r.oid, 'MEMBER'), false)
FROM readers r, login l WHERE r.name <> l.name
