insert into audit_payload (sequence, salt, payload) values (:sequence, :salt, :payload)
