-- Foreign keys. One to a partitioned table has a shadow for each of its partitions, which says nothing new.
SELECT k.conrelid, k.conkey, k.confrelid, k.confkey
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_constraint p ON p.oid = k.conparentid
WHERE k.contype = 'f' AND p.conrelid IS DISTINCT FROM k.conrelid
