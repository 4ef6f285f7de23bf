-- Where, as whom, and what an unqualified name means here.
SELECT pg_catalog.current_database(), coalesce($1::pg_catalog.name, current_user), pg_catalog.current_setting('server_version_num'),
       pg_catalog.current_schemas(false)
