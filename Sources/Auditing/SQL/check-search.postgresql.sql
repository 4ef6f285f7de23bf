-- The index is PostgreSQL's own.
select 1
