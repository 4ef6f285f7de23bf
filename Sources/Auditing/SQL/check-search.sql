-- Fails when the index does not say what the payloads say.
insert into audit_search (audit_search, rank) values ('integrity-check', 1)
