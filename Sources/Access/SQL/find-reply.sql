select body_digest, status, type, headers, reply from passing_reply where request = :request
