select digest from audit_entry where sequence = :sequence
