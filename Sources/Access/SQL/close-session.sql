delete from passing_session where session = :session
