-- An owner may change and drop, whatever was revoked. Whoever runs statements owns nothing.
SELECT format('REASSIGN OWNED BY %I TO %I', n.name, pg_catalog.pg_get_userbyid(d.datdba)), false
FROM named n, pg_catalog.pg_database d
WHERE d.datname = current_database() AND n.oid IS NOT NULL AND d.datdba <> n.oid AND EXISTS (
  SELECT FROM pg_catalog.pg_shdepend s WHERE s.refclassid = 'pg_catalog.pg_authid'::regclass AND s.refobjid = n.oid
    AND s.deptype = 'o' AND s.classid <> 'pg_catalog.pg_default_acl'::regclass AND s.dbid IN (0, d.oid))
