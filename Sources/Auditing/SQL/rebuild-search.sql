insert into audit_search (audit_search) values ('rebuild')
