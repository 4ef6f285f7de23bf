update audit_head set sequence = :sequence, digest = :digest where chain = :chain
