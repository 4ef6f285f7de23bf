-- The name and the search path of the role that runs statements, asked in its own session.
SELECT current_user, pg_catalog.current_schemas(false)
