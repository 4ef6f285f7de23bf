-- A checkpoint of the same entry by another process says the same.
insert into audit_checkpoint (sequence, made_at, digest, key_id, signature)
values (:sequence, :made_at, :digest, :key_id, :signature)
on conflict (sequence) do nothing
