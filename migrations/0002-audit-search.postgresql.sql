-- Finding entries by the words of their question or SQL: an index over what the payloads say, which PostgreSQL keeps.

-- Lower case, without accents, ASCII punctuation as spaces.
create function audit_folded(words text) returns text language sql immutable as $$
  select lower(
    regexp_replace(
      regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'),
      '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'))
$$;

-- The words of a payload; none of a payload that is no JSON.
create function audit_words(payload text) returns tsvector language plpgsql immutable as $$
declare
  body json;
begin
  -- A zero character is in no text of PostgreSQL.
  body := replace(payload, '\u0000', ' ');
  return to_tsvector(
    'pg_catalog.simple'::regconfig, dragoman.audit_folded(concat_ws(' ', body ->> 'question', body ->> 'sql')));
exception
  when data_exception or invalid_text_representation then return ''::tsvector;
end
$$;

-- A search for beginnings of words.
create function audit_query(words text) returns tsquery language sql immutable as $$
  select to_tsquery('pg_catalog.simple'::regconfig, coalesce(string_agg(word || ':*', ' & '), ''))
  from regexp_split_to_table(dragoman.audit_folded(words), ' +') as word
  where word <> ''
$$;

create index audit_payload_by_words on audit_payload using gin (audit_words(payload));
