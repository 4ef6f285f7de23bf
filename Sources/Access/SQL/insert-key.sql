insert into access_key (id, principal, scopes, digest, made_at, expires_at)
values (:id, :principal, :scopes, :digest, :made_at, :expires_at)
