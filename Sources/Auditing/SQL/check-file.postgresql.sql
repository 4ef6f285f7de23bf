-- PostgreSQL checks its own files (pg_amcheck, data checksums); a row that cannot be read is an error by itself.
select 'ok'
