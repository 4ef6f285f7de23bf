-- A session, with the key that opened it as that is now.
select s.key_id, s.principal, s.scopes, s.ends_at, k.made_at, k.expires_at, k.revoked_at
from passing_session as s
left join access_key as k on k.id = s.key_id
where s.session = :session
