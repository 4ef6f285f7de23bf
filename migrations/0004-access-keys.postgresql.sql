-- The same table as 0004-access-keys.sql, in PostgreSQL's words; what it means is said there.
create table access_key (
  id text primary key,
  principal text not null,
  scopes text not null,
  digest text not null unique,
  made_at bigint not null,
  expires_at bigint,
  revoked_at bigint
);
