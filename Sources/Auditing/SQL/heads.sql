select chain, sequence, cast(digest as blob) from audit_head order by chain
