delete from audit_payload where sequence = :sequence
