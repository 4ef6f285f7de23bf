update passing_reply set claimed_until = clock_timestamp() + interval '30 seconds'
where request = :request and claim = :claim and answered_at is null
