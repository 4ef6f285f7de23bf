select sequence, digest from audit_head where chain = :chain
