-- Which questions followed which in one conversation. A conversation is named like its first question, which has no row here.
-- It holds no text, and follows from the payloads of the entries.
create table audit_conversation (
  conversation text not null,
  -- Where the question's first entry stands.
  sequence integer not null references audit_entry (sequence),
  question_id text not null,
  primary key (conversation, sequence)
) strict, without rowid;

-- Browsers that are signed in. What was shown to sign in is not kept: a key is looked up again by its number at each request,
-- and a token was good until its session ends.
create table passing_session (
  -- SHA-256 of the cookie, in lower-case hex.
  session text primary key,
  -- The key that was shown; null for a token, whose principal and scopes stand beside it.
  key_id text,
  principal text not null,
  scopes text not null,
  -- UTC microseconds since 1970.
  ends_at integer not null
) strict;
