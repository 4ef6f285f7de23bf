-- Types that the types query left out, and modifiers that only the server can name; $1 and $2 are arrays of one length.
SELECT t.oid, m.modifier, pg_catalog.format_type(t.oid, m.modifier)
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.int4[])) AS m (type, modifier)
JOIN pg_catalog.pg_type t ON t.oid = m.type
