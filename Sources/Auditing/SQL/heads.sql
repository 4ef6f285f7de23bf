select chain, sequence, digest from audit_head order by chain
