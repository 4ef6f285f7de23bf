select id, principal, scopes, made_at, expires_at, revoked_at from access_key order by made_at, id
