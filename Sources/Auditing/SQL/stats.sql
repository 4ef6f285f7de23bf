-- One row over the questions asked in a period: how many, by outcome and by latest verdict, and of whom.
with
asked as (
  select question_id, min(recorded_at) as asked_at, min(principal) as principal, min(database) as database
  from audit_entry
  where
    kind = 'asked'
    and (cast(:since as bigint) is null or recorded_at >= :since)
    and (cast(:until as bigint) is null or recorded_at < :until)
    and (cast(:database as text) is null or database = :database)
  group by question_id
),
judged as (
  select
    asked.*,
    coalesce(
      (
        select o.kind
        from audit_entry as o
        where o.question_id = asked.question_id and o.kind in ('answered', 'declined', 'failed')
        order by o.sequence desc
        limit 1
      ),
      'unfinished'
    ) as outcome,
    (
      -- A quote within a text is escaped, so this is the verdict's own place.
      select
        case
          when p.payload like '%"verdict":"approved"%' then 'approved'
          when p.payload like '%"verdict":"corrected"%' then 'corrected'
          when p.payload like '%"verdict":"rejected"%' then 'rejected'
        end
      from audit_entry as r
      join audit_payload as p on p.sequence = r.sequence
      where r.question_id = asked.question_id and r.kind = 'reviewed'
      order by r.sequence desc
      limit 1
    ) as verdict
  from asked
)
select
  count(*),
  count(*) filter (where outcome = 'answered'),
  count(*) filter (where outcome = 'declined'),
  count(*) filter (where outcome = 'failed'),
  count(*) filter (where outcome = 'unfinished'),
  count(*) filter (where verdict = 'approved'),
  count(*) filter (where verdict = 'corrected'),
  count(*) filter (where verdict = 'rejected'),
  count(distinct principal),
  count(distinct database),
  min(asked_at),
  max(asked_at)
from judged
