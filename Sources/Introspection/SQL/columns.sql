-- Columns, with the right of the role $1 to read one where the column has grants of its own: elsewhere the relation's right decides.
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull,
       CASE WHEN a.attacl IS NOT NULL THEN pg_catalog.has_column_privilege(coalesce($1::pg_catalog.name, current_user), a.attrelid, a.attnum, 'SELECT') END,
       d.description
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p')
  AND c.relnamespace IN (
    SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
