-- An instance lives: its requests keep their places.
update passing_place set expires_at = clock_timestamp() + interval '30 seconds' where instance = :instance
