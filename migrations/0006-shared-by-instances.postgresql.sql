-- What several instances of the service share besides the log: how much each caller may ask, and replies that may be asked
-- for again. It passes: it is unlogged, so it costs no wait for the disk, it is in no backup, and a crash of the server
-- empties it. Times are the server's, so that the instances' clocks do not matter.

create unlogged table passing_caller (
  -- SHA-256 of the principal's name.
  caller text primary key,
  -- Requests that are left of a minute's, and when that was so.
  remaining double precision not null,
  counted_at timestamptz not null
);

-- A request under way. Its instance renews it; what an instance that died leaves behind is free again when it expires.
create unlogged table passing_place (
  place text primary key,
  caller text not null,
  instance text not null,
  expires_at timestamptz not null
);

create index passing_place_by_caller on passing_place (caller);
create index passing_place_by_instance on passing_place (instance);

-- Counts a request and takes a place for it. Gives 0; or, where the caller may not now, the seconds to wait, or -1 when
-- too many of theirs are under way.
create function passing_enter(wanted text, new_place text, own_instance text, per_minute integer, at_once integer)
returns integer language plpgsql as $$
declare
  moment timestamptz;
  burst double precision := greatest(1, per_minute);
  known record;
  now_left double precision;
begin
  insert into dragoman.passing_caller (caller, remaining, counted_at) values (wanted, burst, clock_timestamp())
  on conflict (caller) do nothing;
  -- From here on requests of one caller take turns, whichever instance they came to.
  select remaining, counted_at into known from dragoman.passing_caller where caller = wanted for update;
  moment := clock_timestamp();
  if at_once > 0 then
    delete from dragoman.passing_place where caller = wanted and expires_at < moment;
    if (select count(*) from dragoman.passing_place where caller = wanted) >= at_once then
      return -1;
    end if;
  end if;
  if per_minute > 0 then
    now_left := least(
      burst, known.remaining + greatest(0, extract(epoch from moment - known.counted_at)::double precision) * burst / 60);
    update dragoman.passing_caller
    set remaining = case when now_left >= 1 then now_left - 1 else now_left end, counted_at = moment
    where caller = wanted;
    if now_left < 1 then
      return greatest(1, ceil((1 - now_left) / burst * 60));
    end if;
  end if;
  if at_once > 0 then
    insert into dragoman.passing_place (place, caller, instance, expires_at)
    values (new_place, wanted, own_instance, moment + interval '30 seconds');
  end if;
  return 0;
end
$$;

-- Replies by idempotency key.
create unlogged table passing_reply (
  -- SHA-256 of caller, route and key.
  request text primary key,
  -- SHA-256 of the request's body.
  body_digest text not null,
  -- The work that it comes of, and until when others keep away from it.
  claim text not null,
  claimed_until timestamptz not null,
  -- Null while it is under way.
  answered_at timestamptz,
  status integer,
  type text,
  -- A JSON array of names and values.
  headers text,
  reply text
);
