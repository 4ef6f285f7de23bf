-- What every step begins with: the wishes, the roles that they name as far as they exist, and who else is there.
-- A step gives: a statement, whether what it brings about is so already, and what is to be said about it alone.
-- function_groups and catalog_groups say, in step with functions and catalogs, what each of them does.
-- keepers: existing roles of others, quoted and separated by commas; what is taken from PUBLIC is given to them.
WITH wish AS (
  SELECT $1::name AS login, $2::name AS introspector, $3::name[] AS readers, $4::text[] AS functions, $5::text[] AS catalogs,
         $6::text[] AS allowed, $7::text[] AS denied, $8::text[] AS harmless,
         $9::text[] AS function_groups, $10::text[] AS catalog_groups
), ours (name, kind) AS (
  SELECT login, 'login' FROM wish
  UNION ALL SELECT introspector, 'introspector' FROM wish
  UNION ALL SELECT r, 'reader' FROM wish, unnest(readers) r WHERE r <> login
), named AS (
  SELECT o.name, o.kind, r.oid FROM ours o LEFT JOIN pg_catalog.pg_roles r ON r.rolname = o.name
), login AS (SELECT name, oid FROM named WHERE kind = 'login'),
introspector AS (SELECT name, oid FROM named WHERE kind = 'introspector'),
readers AS (
  SELECT name, oid FROM named WHERE kind = 'reader'
  UNION ALL SELECT name, oid FROM named, wish WHERE kind = 'login' AND cardinality(wish.readers) = 0
), keepers AS (
  SELECT string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname) AS list FROM pg_catalog.pg_roles r
  WHERE NOT r.rolsuper AND r.rolname !~ '^pg_' AND r.rolname NOT IN (SELECT name FROM ours)
), schemas AS (
  SELECT oid, nspname, nspacl, nspowner FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), extended (classid, objid, extname) AS (
  SELECT d.classid, d.objid, e.extname FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
  WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e'
)
