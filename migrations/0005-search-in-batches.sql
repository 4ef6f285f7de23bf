-- Words go into the search index in batches, not with each entry: an append need not wait for them.

-- The index holds the words of the payloads up to this position; one row.
create table audit_search_end (
  sequence integer not null
) strict;

insert into audit_search_end (sequence) select coalesce(max(sequence), 0) from audit_entry;

drop trigger audit_payload_is_searchable;
drop trigger audit_payload_leaves_the_search;
drop view audit_text;

create view audit_text (sequence, question, sql) as
select sequence, question, sql
from (
  select
    sequence,
    case when json_valid(payload) then json_extract(payload, '$.question') end as question,
    case when json_valid(payload) then json_extract(payload, '$.sql') end as sql
  from audit_payload
  where sequence <= (select sequence from audit_search_end)
)
where question is not null or sql is not null;

create trigger audit_payload_leaves_the_search before delete on audit_payload
begin
  insert into audit_search (audit_search, rowid, question, sql)
  select 'delete', sequence, question, sql from audit_text where sequence = old.sequence;
end;
