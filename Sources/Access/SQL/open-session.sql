insert into passing_session (session, key_id, principal, scopes, ends_at)
values (:session, :key_id, :principal, :scopes, :ends_at)
