update access_key set revoked_at = :revoked_at where id = :id and revoked_at is null
