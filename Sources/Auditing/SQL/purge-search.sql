-- Merges the index into one piece, which drops the words of what was removed.
insert into audit_search (audit_search) values ('optimize')
