-- Every checkpoint of the store with the digest that its entry has.
select c.sequence, c.made_at, c.digest, c.key_id, c.signature, e.digest
from audit_checkpoint as c
left join audit_entry as e on e.sequence = c.sequence
order by c.sequence
