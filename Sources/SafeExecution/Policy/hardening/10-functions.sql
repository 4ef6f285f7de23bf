-- Every new function may be run by everybody, and one with SECURITY DEFINER runs with its owner's rights. From now on
-- it may be run by those to whom it is granted; roles that exist keep what is there. Functions of extensions that only
-- compute stay open, those of safety.allow-functions and those that row security calls are granted.
, routines AS (
  SELECT p.oid, s.nspname, p.proname, p.proacl, p.proowner, p.provolatile,
    CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || format('%I.%I', s.nspname, p.proname)
      || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')' AS signature,
    (SELECT e.extname FROM extended e WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid) AS extname
  FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace
), judged AS (
  SELECT r.*,
    r.proname = ANY (w.allowed) OR r.nspname || '.' || r.proname = ANY (w.allowed)
      OR EXISTS (
        SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_policy'::regclass
          AND d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid = r.oid) AS is_granted,
    -- An extension's operators, casts and types call what the list of callable functions does not name.
    r.extname = ANY (w.harmless) AND r.provolatile <> 'v' AS is_harmless,
    EXISTS (SELECT FROM aclexplode(coalesce(r.proacl, acldefault('f', r.proowner))) a WHERE a.grantee = 0) AS is_public
  FROM routines r, wish w
), steps AS (
  SELECT signature, 0 AS place, format('REVOKE EXECUTE ON %s FROM PUBLIC', signature) AS statement, NOT is_public AS is_done
  FROM judged WHERE is_harmless IS NOT TRUE
  UNION ALL
  SELECT j.signature, 1, format('GRANT EXECUTE ON %s TO %s', j.signature, k.list), false
  FROM judged j, keepers k WHERE j.is_harmless IS NOT TRUE AND j.is_public AND k.list IS NOT NULL
  UNION ALL
  SELECT j.signature, 2, format('REVOKE EXECUTE ON %s FROM %I', j.signature, n.name), false
  FROM judged j, aclexplode(j.proacl) a JOIN named n ON n.oid = a.grantee
  WHERE NOT j.is_granted AND j.is_harmless IS NOT TRUE
  UNION ALL
  SELECT j.signature, 3, format('GRANT EXECUTE ON %s TO %I', j.signature, r.name),
    coalesce(pg_catalog.has_function_privilege(r.oid, j.oid, 'EXECUTE') AND NOT j.is_public, false)
  FROM judged j, readers r WHERE j.is_granted AND j.is_harmless IS NOT TRUE
  UNION ALL
  SELECT '~' || o.rolname, 4, format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE EXECUTE ON ROUTINES FROM PUBLIC', o.rolname),
    EXISTS (
      SELECT FROM pg_catalog.pg_default_acl d WHERE d.defaclrole = o.oid AND d.defaclnamespace = 0 AND d.defaclobjtype = 'f'
        AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) a WHERE a.grantee = 0))
  FROM pg_catalog.pg_roles o
  WHERE o.rolname !~ '^pg_' AND o.rolname NOT IN (SELECT name FROM named) AND o.oid IN (
    SELECT c.relowner FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace
    UNION SELECT s.nspowner FROM schemas s WHERE s.nspname <> 'public' UNION SELECT r.proowner FROM routines r)
)
SELECT statement, is_done FROM steps ORDER BY signature, place
