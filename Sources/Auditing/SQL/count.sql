select count(*), coalesce(min(sequence), 0), coalesce(max(sequence), 0) from audit_entry
