select payload_digest from audit_entry where sequence = :sequence
