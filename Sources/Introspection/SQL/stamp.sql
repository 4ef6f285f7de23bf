-- Identity of database and roles, and a stamp that is another one after any change of what a snapshot is made
-- of: number and sum of the transactions that wrote the rows. Temporary relations are left out: they come and go.
SELECT pg_catalog.concat_ws(' ',
         (SELECT system_identifier FROM pg_catalog.pg_control_system()), d.oid, d.datname, current_user, coalesce($1::pg_catalog.name, current_user)),
       pg_catalog.concat_ws(' ',
         pg_catalog.current_setting('server_version_num'),
         (SELECT (r.rolsuper, r.rolbypassrls) FROM pg_catalog.pg_roles r WHERE r.rolname = coalesce($1::pg_catalog.name, current_user)),
         pg_catalog.current_schemas(false), d.datacl,
         (SELECT (pg_catalog.count(*), pg_catalog.sum(c.xmin::text::int8))
          FROM pg_catalog.pg_class c
          WHERE c.oid >= 16384 AND c.relkind IN ('r', 'v', 'm', 'f', 'p') AND c.relpersistence <> 't'),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(a.xmin::text::int8))
          FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
          WHERE a.attrelid >= 16384 AND a.attnum > 0 AND c.relkind IN ('r', 'v', 'm', 'f', 'p', 'c')
            AND c.relpersistence <> 't'),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_namespace
          WHERE nspname !~ '^pg_'),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_type
          WHERE oid >= 16384 AND typtype IN ('d', 'e', 'r')),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_enum),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_constraint
          WHERE oid >= 16384 AND (contype IN ('f', 'c') OR contypid <> 0)),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(i.xmin::text::int8))
          FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
          WHERE i.indisunique AND i.indrelid >= 16384 AND c.relkind IN ('r', 'm', 'p') AND c.relpersistence <> 't'),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_inherits),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_rewrite
          WHERE oid >= 16384),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_proc
          WHERE oid >= 16384),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_description
          WHERE objoid >= 16384),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_operator
          WHERE oid >= 16384),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_cast WHERE oid >= 16384),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_policy),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_extension),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_auth_members),
         (SELECT (pg_catalog.count(*), pg_catalog.sum(xmin::text::int8)) FROM pg_catalog.pg_policy))
FROM pg_catalog.pg_database d
WHERE d.datname = pg_catalog.current_database()
