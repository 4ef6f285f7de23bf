-- Whoever appends locks the head first, so that all writers take turns and positions have no gaps.
select sequence, digest from audit_head where chain = :chain for update
