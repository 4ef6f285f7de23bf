select p.payload
from audit_entry as e
join audit_payload as p on p.sequence = e.sequence
where e.kind = 'settings changed'
order by e.sequence desc
limit 1
