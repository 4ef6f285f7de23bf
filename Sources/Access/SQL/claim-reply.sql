-- Takes a request for one's own: a new one, one of another hour, or one whose work ended without a word.
insert into passing_reply as known (request, body_digest, claim, claimed_until)
values (:request, :body_digest, :claim, clock_timestamp() + interval '30 seconds')
on conflict (request) do update set
  body_digest = excluded.body_digest,
  claim = excluded.claim,
  claimed_until = excluded.claimed_until,
  answered_at = null,
  status = null,
  type = null,
  headers = null,
  reply = null
where
  known.answered_at is null and known.claimed_until < clock_timestamp()
  or known.answered_at < clock_timestamp() - interval '1 hour'
returning 1
