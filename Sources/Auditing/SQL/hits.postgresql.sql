hit as (
  -- Every pattern must be found somewhere among the question's entries.
  select e.question_id
  from json_array_elements_text(cast(:patterns as json)) with ordinality as pattern (value, key)
  join audit_payload as p on audit_words(p.payload) @@ audit_query(pattern.value) and p.sequence >= cast(:from as bigint)
  join audit_entry as e on e.sequence = p.sequence
  group by e.question_id
  having count(distinct pattern.key) = json_array_length(cast(:patterns as json))
)
