-- What the login role could do, one line a finding: severity (danger, warning, note), rule, detail.
-- Reads catalogs that every role may read.
WITH me AS (
  SELECT oid, rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolconnlimit
  FROM pg_catalog.pg_roles WHERE rolname = session_user
), schemas AS (
  SELECT oid, nspname FROM pg_catalog.pg_namespace
  WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg\_%'
), tables AS (
  SELECT c.oid, s.nspname, c.relname, c.relkind, c.relowner
  FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace
), found(severity, rule, detail) AS (
  SELECT 'danger', 'superuser', NULL::text FROM me WHERE rolsuper
  UNION ALL SELECT 'danger', 'may-create-databases', NULL FROM me WHERE rolcreatedb
  UNION ALL SELECT 'danger', 'may-create-roles', NULL FROM me WHERE rolcreaterole
  UNION ALL SELECT 'danger', 'may-replicate', NULL FROM me WHERE rolreplication
  UNION ALL SELECT 'danger', 'bypasses-row-security', NULL FROM me WHERE rolbypassrls
  UNION ALL
  SELECT 'danger', 'member-of-system-role', string_agg(r.rolname, ', ' ORDER BY r.rolname)
  FROM pg_catalog.pg_roles r, me
  WHERE r.rolname LIKE 'pg\_%' AND NOT me.rolsuper AND pg_catalog.pg_has_role(me.oid, r.oid, 'MEMBER')
    AND r.rolname <> 'pg_database_owner'
  HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'owns-relations', min(t.nspname || '.' || t.relname)
  FROM tables t, me WHERE t.relowner = me.oid HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'owns-functions', min(p.proname::text)
  FROM pg_catalog.pg_proc p, me WHERE p.proowner = me.oid AND NOT me.rolsuper HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'owns-database', d.datname::text
  FROM pg_catalog.pg_database d, me WHERE d.datname = current_database() AND d.datdba = me.oid
  UNION ALL
  SELECT 'danger', 'may-write', min(t.nspname || '.' || t.relname)
  FROM tables t, me
  WHERE t.relkind IN ('r', 'p', 'v', 'f')
    AND (pg_catalog.has_table_privilege(me.oid, t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
      OR pg_catalog.has_any_column_privilege(me.oid, t.oid, 'INSERT, UPDATE'))
  HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'may-change-sequences', min(t.nspname || '.' || t.relname)
  FROM tables t, me WHERE t.relkind = 'S' AND CASE WHEN t.relkind = 'S' THEN
    pg_catalog.has_sequence_privilege(me.oid, t.oid, 'USAGE, UPDATE') END
  HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'may-create-in-schema', string_agg(s.nspname, ', ' ORDER BY s.nspname)
  FROM schemas s, me WHERE pg_catalog.has_schema_privilege(me.oid, s.oid, 'CREATE') HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'may-create-schemas', NULL
  FROM me WHERE pg_catalog.has_database_privilege(me.oid, current_database(), 'CREATE')
  UNION ALL
  SELECT 'warning', 'may-run-security-definer', min(s.nspname || '.' || p.proname)
  FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace, me
  WHERE p.prosecdef AND pg_catalog.has_function_privilege(me.oid, p.oid, 'EXECUTE')
    AND pg_catalog.has_schema_privilege(me.oid, s.oid, 'USAGE')
  HAVING count(*) > 0
  UNION ALL
  SELECT 'warning', 'may-run-user-functions', min(s.nspname || '.' || p.proname)
  FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace, me
  WHERE NOT p.prosecdef AND pg_catalog.has_function_privilege(me.oid, p.oid, 'EXECUTE')
    AND pg_catalog.has_schema_privilege(me.oid, s.oid, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass
      AND d.objid = p.oid AND d.deptype = 'e')
  HAVING count(*) > 0
  UNION ALL
  SELECT 'note', 'may-create-temporary-tables', NULL
  FROM me WHERE pg_catalog.has_database_privilege(me.oid, current_database(), 'TEMP')
  UNION ALL SELECT 'note', 'no-connection-limit', NULL FROM me WHERE rolconnlimit < 0
  UNION ALL
  SELECT 'note', 'no-temp-file-limit', NULL WHERE current_setting('temp_file_limit') = '-1'
)
SELECT severity, rule, detail FROM found
