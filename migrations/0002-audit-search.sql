-- Finding entries by the words of their question or SQL. The index holds no text of its own and can be rebuilt from the
-- payloads at any time.

create view audit_text (sequence, question, sql) as
select
  sequence,
  case when json_valid(payload) then json_extract(payload, '$.question') end,
  case when json_valid(payload) then json_extract(payload, '$.sql') end
from audit_payload;

create virtual table audit_search using fts5(
  question, sql, content = 'audit_text', content_rowid = 'sequence', tokenize = 'unicode61 remove_diacritics 2'
);

create trigger audit_payload_is_searchable after insert on audit_payload
begin
  insert into audit_search (rowid, question, sql)
  select sequence, question, sql from audit_text where sequence = new.sequence;
end;

insert into audit_search (audit_search) values ('rebuild');
