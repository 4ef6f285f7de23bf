-- Keys of applications and people: a key itself is shown once and never kept.
create table access_key (
  -- Public: also the first part of the key.
  id text primary key,
  -- On whose behalf its holder asks.
  principal text not null,
  -- What it is good for, separated by spaces.
  scopes text not null,
  -- SHA-256 of the whole key, in lower-case hex.
  digest text not null unique,
  -- UTC microseconds since 1970.
  made_at integer not null,
  expires_at integer,
  revoked_at integer
) strict;
