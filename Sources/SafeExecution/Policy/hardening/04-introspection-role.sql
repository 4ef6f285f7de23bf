-- Another role reads the catalog (database.introspection-url), so that the one that runs statements need not: below, the
-- catalogs that tell too much are closed to it. It reads what the readers read, because the server shows the statistics
-- of those columns only, and runs no statement that a person or a model wrote.
SELECT format(
  'DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = %L) THEN CREATE ROLE %I LOGIN; END IF; END $$',
  i.name, i.name), i.oid IS NOT NULL FROM introspector i
UNION ALL
SELECT format(
  'ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT CONNECTION LIMIT %s',
  i.name, CASE WHEN r.rolconnlimit > 0 THEN r.rolconnlimit ELSE 10 END),
  coalesce(r.rolcanlogin AND r.rolinherit AND r.rolconnlimit > 0
    AND NOT (r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls), false)
FROM introspector i LEFT JOIN pg_catalog.pg_roles r ON r.oid = i.oid
UNION ALL
SELECT format('ALTER ROLE %I SET default_transaction_read_only = %L', i.name, 'on'),
  EXISTS (
    SELECT FROM pg_catalog.pg_db_role_setting d, unnest(d.setconfig) c
    WHERE d.setrole = i.oid AND split_part(c, '=', 1) = 'default_transaction_read_only')
FROM introspector i
UNION ALL
SELECT format('GRANT %I TO %I', r.name, i.name), coalesce(pg_catalog.pg_has_role(i.oid, r.oid, 'USAGE'), false)
FROM introspector i, readers r
