-- The login role is the boundary: what it may do, some spelling of SQL can do. It has a role of its own, with no
-- attribute that goes beyond logging in, and few connections, so that it cannot crowd out others. Give it a password
-- with \password, or let pg_hba.conf admit it.
, attributes AS (
  SELECT l.name, l.oid, CASE WHEN cardinality(w.readers) = 0 THEN 'INHERIT' ELSE 'NOINHERIT' END AS inherits FROM login l, wish w
)
SELECT format(
  'DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = %L) THEN CREATE ROLE %I LOGIN; END IF; END $$',
  a.name, a.name), a.oid IS NOT NULL FROM attributes a
UNION ALL
SELECT format(
  'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS %s CONNECTION LIMIT %s',
  a.name, a.inherits, CASE WHEN r.rolconnlimit > 0 THEN r.rolconnlimit ELSE 20 END),
  coalesce(r.rolcanlogin AND NOT (r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls)
    AND r.rolconnlimit > 0 AND r.rolinherit = (a.inherits = 'INHERIT'), false)
FROM attributes a LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.oid
