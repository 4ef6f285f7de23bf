update passing_reply
set
  answered_at = clock_timestamp(), status = cast(:status as integer), type = :type, headers = :headers, reply = :reply
where request = :request and claim = :claim
