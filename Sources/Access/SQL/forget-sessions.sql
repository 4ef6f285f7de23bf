-- Those that are over, and all but the five thousand that end last.
delete from passing_session
where
  ends_at <= :now
  or session in (select session from passing_session order by ends_at desc limit 1000000 offset 5000)
