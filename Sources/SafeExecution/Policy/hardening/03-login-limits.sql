-- Limits that hold even where Dragoman's own do not reach: read-only unless said otherwise, an end to statements, to
-- waiting for locks and to forgotten transactions, and a bound on temporary files, which only a superuser can set.
SELECT format('ALTER ROLE %I SET %s = %L', l.name, s.name, s.value),
  EXISTS (
    SELECT FROM pg_catalog.pg_db_role_setting d, unnest(d.setconfig) c
    WHERE d.setrole = l.oid AND d.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
      AND split_part(c, '=', 1) = s.name)
FROM login l, (VALUES
  (1, 'default_transaction_read_only', 'on'), (2, 'statement_timeout', '60s'), (3, 'lock_timeout', '5s'),
  (4, 'idle_in_transaction_session_timeout', '2min'), (5, 'temp_file_limit', '1GB')) s (place, name, value)
ORDER BY s.place
