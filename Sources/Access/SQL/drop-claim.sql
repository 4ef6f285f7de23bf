delete from passing_reply where request = :request and claim = :claim and answered_at is null
