update audit_search_end set sequence = :sequence
