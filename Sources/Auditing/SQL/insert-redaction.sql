insert into audit_redaction (sequence, redacted_by) values (:sequence, :redacted_by)
