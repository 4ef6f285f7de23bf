-- Reading is granted column by column: what is added to a table later stays hidden until somebody grants it, and every
-- way to a hidden column (SELECT *, row references, joins) is refused by the server. A reader that may read something
-- already keeps exactly that; a new one gets all but what safety.deny-relations names and columns that look like
-- secrets. Strike out what people should not ask about (tableoid tells which
-- partition a row is in). Writing is taken away whoever granted it.
, relations AS (
  SELECT c.oid, c.relname, s.nspname, c.relkind, c.relacl, c.relispartition, s.oid AS schema
  FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid)
    AND NOT EXISTS (
      SELECT FROM wish, unnest(denied) d
      WHERE d IN (c.relname, s.nspname || '.' || c.relname, s.nspname || '.*', '*.' || c.relname))
), known AS (
  SELECT r.name, r.oid, EXISTS (
    SELECT FROM relations x WHERE pg_catalog.has_schema_privilege(r.oid, x.schema, 'USAGE')
      AND pg_catalog.has_any_column_privilege(r.oid, x.oid, 'SELECT')) AS reads
  FROM readers r
), wanted AS (
  SELECT k.name, k.oid AS reader, x.oid, x.nspname, x.relname, x.relkind,
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
    bool_and(coalesce(pg_catalog.has_schema_privilege(k.oid, x.schema, 'USAGE')
      AND pg_catalog.has_column_privilege(k.oid, x.oid, a.attnum, 'SELECT'), false)) AS is_readable
  FROM known k CROSS JOIN relations x JOIN pg_catalog.pg_attribute a ON a.attrelid = x.oid AND NOT a.attisdropped
    AND (a.attnum > 0 OR x.relkind IN ('r', 'p', 'm') AND a.attname IN ('tableoid', 'ctid'))
  WHERE CASE WHEN k.reads THEN
      pg_catalog.has_schema_privilege(k.oid, x.schema, 'USAGE') AND pg_catalog.has_column_privilege(k.oid, x.oid, a.attnum, 'SELECT')
    -- The partitioned table's grant is enough to read its partitions through it.
    ELSE NOT x.relispartition AND a.attname !~* '(passw|secret|token|api_?key|private_?key|credential|salt$|_hash$|^hash$|ssn|iban|card_?number|cvv|cvc|pin$)' END
  GROUP BY k.name, k.oid, x.oid, x.nspname, x.relname, x.relkind
), judged AS (
  SELECT w.*,
    EXISTS (
      SELECT FROM relations x, aclexplode(x.relacl) a
      WHERE x.oid = w.oid AND a.grantee = w.reader AND a.privilege_type = 'SELECT') AS is_whole,
    coalesce(CASE WHEN w.relkind <> 'm' THEN
      pg_catalog.has_table_privilege(w.reader, w.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
      OR pg_catalog.has_any_column_privilege(w.reader, w.oid, 'INSERT, UPDATE, REFERENCES') END, false) AS is_writable
  FROM wanted w
), steps AS (
  SELECT DISTINCT nspname, '' AS relname, 0 AS place, name,
    format('GRANT USAGE ON SCHEMA %I TO %I', nspname, name) AS statement,
    coalesce((SELECT pg_catalog.has_schema_privilege(j.reader, s.oid, 'USAGE') FROM schemas s WHERE s.nspname = j.nspname), false) AS is_done
  FROM judged j
  UNION ALL
  SELECT nspname, relname, 1, name, format('REVOKE ALL ON %I.%I FROM %I', nspname, relname, name), false
  FROM judged WHERE is_whole OR is_writable
  UNION ALL
  SELECT nspname, relname, 2, name, format('GRANT SELECT (%s) ON %I.%I TO %I', columns, nspname, relname, name),
    is_readable AND NOT is_whole
  FROM judged
)
SELECT statement, is_done FROM steps ORDER BY nspname, relname, place, name
