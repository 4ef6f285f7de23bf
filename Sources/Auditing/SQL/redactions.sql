select sequence, redacted_by from audit_redaction order by sequence
