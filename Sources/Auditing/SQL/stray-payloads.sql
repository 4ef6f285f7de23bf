-- Payloads that no entry vouches for.
select p.sequence
from audit_payload as p
where not exists (select 1 from audit_entry as e where e.sequence = p.sequence)
order by p.sequence
limit :limit
