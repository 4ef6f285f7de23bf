-- Where the index of words ends, and where the log does.
select sequence, (select coalesce(max(sequence), 0) from audit_entry) from audit_search_end
