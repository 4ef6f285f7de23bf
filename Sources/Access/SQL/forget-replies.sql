-- Those of another hour, and all but the newest thousand.
delete from passing_reply
where
  answered_at < clock_timestamp() - interval '1 hour'
  or answered_at is null and claimed_until < clock_timestamp() - interval '1 hour'
  or request in (
    select request from passing_reply where answered_at is not null order by answered_at desc offset 1000
  )
