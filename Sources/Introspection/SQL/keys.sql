-- What is unique: constraints and plain unique indexes alike, of all rows and of columns only.
SELECT i.indrelid, i.indisprimary, i.indnkeyatts, i.indkey
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND c.relkind IN ('r', 'm', 'p')
  AND c.relnamespace IN (
    SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
