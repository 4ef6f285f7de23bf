select coalesce(max(sequence), 0) from audit_entry
