-- The same tables as 0007-conversations-and-sessions.sql, in PostgreSQL's words; what they mean is said there.
create table audit_conversation (
  conversation text not null,
  sequence bigint not null references audit_entry (sequence),
  question_id text not null,
  primary key (conversation, sequence)
);

-- All instances share them; unlogged like all that passes, so that a crash of the server signs everybody out.
create unlogged table passing_session (
  session text primary key,
  key_id text,
  principal text not null,
  scopes text not null,
  ends_at bigint not null
);
