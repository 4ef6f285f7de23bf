-- A catalog of bench.tables tables of twelve columns: keys to a neighbour in chains of ten, comments on a third of the
-- columns, enums, an index on each third table's key, twenty rows each, a view for every twenty tables.
do $$
declare
  n int;
begin
  create type stage as enum ('new', 'confirmed', 'packed', 'shipped', 'cancelled');
  create type risk as enum ('low', 'medium', 'high');
  for s in 0..19 loop execute format('create schema area_%s', s); end loop;
  for t in 0..current_setting('bench.tables')::int - 1 loop
    execute format(
      'create table area_%1$s.thing_%2$s (id int generated always as identity primary key, neighbour_id int, name text not null,
        email varchar(120), country_code char(2), amount numeric(12, 2) not null default 0, quantity integer, stage stage,
        risk risk, is_active boolean not null default true, valid_from date, updated_at timestamptz)', t % 20, t);
    execute format(
      'insert into area_%1$s.thing_%2$s (neighbour_id, name, email, country_code, amount, quantity, stage, risk, valid_from, updated_at)
        select null, ''Name '' || g, ''user'' || g || ''@example.org'', (array[''GB'', ''FR'', ''DE''])[1 + g %% 3], g * 17.35, g %% 9,
          ''new'', ''low'', date ''2023-01-01'' + g, timestamptz ''2024-06-01 00:00+00'' + g * interval ''1 hour''
        from generate_series(1, 20) g', t % 20, t);
    execute format('comment on table area_%1$s.thing_%2$s is ''Things of the kind %2$s''', t % 20, t);
    execute format('comment on column area_%1$s.thing_%2$s.name is ''Display name as shown to staff''', t % 20, t);
    execute format('comment on column area_%1$s.thing_%2$s.amount is ''Gross amount in the account currency''', t % 20, t);
    execute format('comment on column area_%1$s.thing_%2$s.country_code is ''ISO 3166 alpha-2 code''', t % 20, t);
    execute format('comment on column area_%1$s.thing_%2$s.valid_from is ''First day on which the record counts''', t % 20, t);
    if t % 10 > 0 then
      execute format(
        'alter table area_%1$s.thing_%2$s add foreign key (neighbour_id) references area_%3$s.thing_%4$s', t % 20, t, (t - 1) % 20, t - 1);
    end if;
    if t % 3 = 0 then execute format('create index on area_%1$s.thing_%2$s (neighbour_id)', t % 20, t); end if;
    if t % 20 = 19 then
      execute format('create view area_%1$s.active_%2$s as select id, name, amount from area_%1$s.thing_%2$s where is_active', t % 20, t);
    end if;
    -- Locks of one transaction are not for so many tables.
    if t % 200 = 199 then commit; end if;
  end loop;
end $$;
analyze;
