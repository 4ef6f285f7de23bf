-- What the view audit_text says of a stretch, with each payload read as JSON three times and not five.
insert into audit_search (rowid, question, sql)
with text as materialized (
  select sequence, json_extract(payload, '$.question') as question, json_extract(payload, '$.sql') as sql
  from audit_payload
  where sequence > :after and sequence <= :until and json_valid(payload)
)
select sequence, question, sql
from text
where question is not null or sql is not null
