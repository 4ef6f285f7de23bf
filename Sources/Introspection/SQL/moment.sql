-- The moment in the server's own terms. While it stays the same, no transaction has begun or ended anywhere in the
-- cluster, so that nothing can have changed; asking is far cheaper than the stamp, which reads all of the catalog.
SELECT pg_catalog.concat_ws(' ',
         (SELECT system_identifier FROM pg_catalog.pg_control_system()), pg_catalog.pg_postmaster_start_time(),
         pg_catalog.current_database(), pg_catalog.pg_current_snapshot())
