-- What the login role $1 could do, by itself or as a role that it may become; one line a finding: severity (danger,
-- warning, note), rule, detail. Reads catalogs that every role may read unless `dragoman harden` closed them.
-- $2: built-in functions that do more than compute; $3: catalogs that tell too much; $4: temp_file_limit of its session.
WITH login AS (
  SELECT oid, rolname, rolsuper FROM pg_catalog.pg_roles WHERE rolname = $1::pg_catalog.name
), me AS (
  SELECT r.oid, r.rolname, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication, r.rolbypassrls, r.rolconnlimit,
         CASE WHEN r.oid = login.oid THEN '' ELSE r.rolname || ': ' END AS label
  FROM pg_catalog.pg_roles r, login
  WHERE r.oid = login.oid
    OR NOT login.rolsuper AND r.rolname !~ '^pg_' AND pg_catalog.pg_has_role(login.oid, r.oid, 'MEMBER')
), schemas AS (
  SELECT oid, nspname FROM pg_catalog.pg_namespace
  WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg\_%'
), tables AS (
  SELECT c.oid, s.nspname, c.relname, c.relkind, c.relowner, c.reloptions
  FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace
), found(severity, rule, detail) AS (
  SELECT 'danger', 'superuser', min(rtrim(label, ': ')) FROM me WHERE rolsuper HAVING count(*) > 0
  UNION ALL SELECT 'danger', 'may-create-databases', min(rtrim(label, ': ')) FROM me WHERE rolcreatedb HAVING count(*) > 0
  UNION ALL SELECT 'danger', 'may-create-roles', min(rtrim(label, ': ')) FROM me WHERE rolcreaterole HAVING count(*) > 0
  UNION ALL SELECT 'danger', 'may-replicate', min(rtrim(label, ': ')) FROM me WHERE rolreplication HAVING count(*) > 0
  UNION ALL SELECT 'danger', 'bypasses-row-security', min(rtrim(label, ': ')) FROM me WHERE rolbypassrls HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'member-of-system-role', string_agg(DISTINCT me.label || r.rolname, ', ')
  FROM pg_catalog.pg_roles r, me
  WHERE r.rolname LIKE 'pg\_%' AND NOT me.rolsuper AND pg_catalog.pg_has_role(me.oid, r.oid, 'MEMBER')
    AND r.rolname <> 'pg_database_owner'
  HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'owns-relations', min(me.label || t.nspname || '.' || t.relname)
  FROM tables t, me WHERE t.relowner = me.oid HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'owns-functions', min(me.label || p.proname)
  FROM pg_catalog.pg_proc p, me WHERE p.proowner = me.oid AND NOT me.rolsuper HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'owns-database', d.datname::text
  FROM pg_catalog.pg_database d, me WHERE d.datname = current_database() AND d.datdba = me.oid
  UNION ALL
  SELECT 'danger', 'may-write', min(me.label || t.nspname || '.' || t.relname)
  FROM tables t, me
  WHERE t.relkind IN ('r', 'p', 'v', 'f')
    AND (pg_catalog.has_table_privilege(me.oid, t.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
      OR pg_catalog.has_any_column_privilege(me.oid, t.oid, 'INSERT, UPDATE'))
  HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'may-change-sequences', min(me.label || t.nspname || '.' || t.relname)
  FROM tables t, me WHERE t.relkind = 'S' AND CASE WHEN t.relkind = 'S' THEN
    pg_catalog.has_sequence_privilege(me.oid, t.oid, 'USAGE, UPDATE') END
  HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'may-create-in-schema', string_agg(me.label || s.nspname, ', ' ORDER BY me.label, s.nspname)
  FROM schemas s, me WHERE pg_catalog.has_schema_privilege(me.oid, s.oid, 'CREATE') HAVING count(*) > 0
  UNION ALL
  SELECT 'danger', 'may-create-schemas', min(rtrim(me.label, ': '))
  FROM me WHERE pg_catalog.has_database_privilege(me.oid, current_database(), 'CREATE') HAVING count(*) > 0
  UNION ALL
  SELECT 'warning', 'may-run-security-definer', min(me.label || s.nspname || '.' || p.proname)
  FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace, me
  WHERE p.prosecdef AND pg_catalog.has_function_privilege(me.oid, p.oid, 'EXECUTE')
    AND pg_catalog.has_schema_privilege(me.oid, s.oid, 'USAGE')
  HAVING count(*) > 0
  UNION ALL
  SELECT 'warning', 'may-run-user-functions', min(me.label || s.nspname || '.' || p.proname)
  FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace, me
  WHERE NOT p.prosecdef AND pg_catalog.has_function_privilege(me.oid, p.oid, 'EXECUTE')
    AND pg_catalog.has_schema_privilege(me.oid, s.oid, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass
      AND d.objid = p.oid AND d.deptype = 'e')
  HAVING count(*) > 0
  UNION ALL
  -- A view reads with its owner's eyes, a materialized view keeps what its owner saw.
  SELECT 'warning', 'sees-past-row-security', min(me.label || t.nspname || '.' || t.relname)
  FROM me, tables t
  JOIN pg_catalog.pg_roles o ON o.oid = t.relowner
  JOIN pg_catalog.pg_rewrite w ON w.ev_class = t.oid
  JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
    AND d.refclassid = 'pg_catalog.pg_class'::regclass
  JOIN pg_catalog.pg_class b ON b.oid = d.refobjid AND b.relrowsecurity
  WHERE (t.relkind = 'm' OR t.relkind = 'v'
      AND coalesce(array_to_string(t.reloptions, ','), '') !~ 'security_invoker=(true|on|yes|1)'
      AND (o.rolsuper OR o.rolbypassrls OR b.relowner = o.oid AND NOT b.relforcerowsecurity))
    AND pg_catalog.has_any_column_privilege(me.oid, t.oid, 'SELECT')
    AND pg_catalog.has_schema_privilege(me.oid, t.nspname, 'USAGE')
  HAVING count(*) > 0
  UNION ALL
  SELECT 'note', 'may-create-temporary-tables', min(rtrim(me.label, ': '))
  FROM me WHERE pg_catalog.has_database_privilege(me.oid, current_database(), 'TEMP') HAVING count(*) > 0
  UNION ALL SELECT 'note', 'no-connection-limit', NULL FROM me WHERE label = '' AND rolconnlimit < 0
  UNION ALL
  SELECT 'note', 'no-temp-file-limit', NULL WHERE $4::text = '-1'
  UNION ALL
  SELECT 'note', 'may-run-effectful-functions', min(me.label || p.proname)
  FROM me, pg_catalog.pg_proc p
  WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ANY ($2::name[])
    AND pg_catalog.has_function_privilege(me.oid, p.oid, 'EXECUTE')
  HAVING count(*) > 0
  UNION ALL
  SELECT 'note', 'may-read-talkative-catalogs', min(me.label || c.relname)
  FROM me, pg_catalog.pg_class c
  WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relname = ANY ($3::name[])
    AND pg_catalog.has_table_privilege(me.oid, c.oid, 'SELECT')
  HAVING count(*) > 0
)
SELECT severity, rule, detail FROM found
