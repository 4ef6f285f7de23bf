-- Conditions that every row of one column was seen to keep, the column's own and those of its domain. Number 0: of a domain.
SELECT k.conrelid, k.conkey[1], pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint k
WHERE k.contype = 'c' AND k.convalidated AND NOT k.connoinherit AND k.conrelid >= 16384 AND pg_catalog.cardinality(k.conkey) = 1
UNION ALL
SELECT k.contypid, 0, pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint k
WHERE k.contype = 'c' AND k.convalidated AND k.contypid >= 16384
