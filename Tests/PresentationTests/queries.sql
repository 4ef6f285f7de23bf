select 1 as one;

select 1 as "a name that is wider than its value";

select 'x' as "é", 'Köln' as "town", null::text as nothing;

select '' as empty, null::text as missing, ' ' as blank;

select * from (values (1, 'a'), (22, 'bb'), (333, 'ccc')) v (n, t);

select * from (values ('a', 1), ('bb', 22), ('ccc', 333)) v (t, n);

select;

select from generate_series(1, 3);

select 1 as n where false;

select 1 as n, 'two' as t, null::int as z where false;

select E'two\nlines' as t;

select E'two\nlines' as t, 1 as n;

select 1 as n, E'three\nlines\nhere' as t;

select E'a\nb' as x, E'one\ntwo\nthree' as y, 'z' as z;

select E'\n' as x;

select E'\n\n' as x, E'a\n' as y, E'\nb' as z;

select * from (values (1, E'a\nb'), (2, 'c'), (3, E'd\n\ne')) v (n, t);

select 5 as "head
line", 'v' as "two
more
lines";

select E'a\nb' as "head
line", E'a\nb\nc' as "one";

select E'\t' as tab, E'a\tb' as "a tab", E'12345678\t9' as eight, E'1234567\t9' as seven;

select E'a\tb\nc\td' as both;

select E'carriage\rreturn' as cr, E'both\r\n' as crlf;

select E'\x01\x02\x1f' as control, E'\x7f' as del, E'\x1b[31mred\x1b[0m' as escape;

select E'\u0080\u009f' as c1, E'\u00a0' as nbsp, E'\u00ad' as soft, E'\u200b' as zero, E'\u200d' as joiner;

select '東京' as wide, '한국어' as hangul, 'ｆｕｌｌ' as full, 'ｱ' as half;

select '東京' as "都市", 'a' as "a", 12 as "数";

select * from (values ('東', 1), ('abc', 2), ('ééé', 3), (E'e\u0301', 4)) v (t, n);

select '😀' as emoji, '👩‍👩‍👧' as family, '🇩🇪' as flag, '❤️' as heart, '☃' as snowman;

select 'שלום' as hebrew, 'مرحبا' as arabic, 'नमस्ते' as devanagari, 'ไทย' as thai;

select E'a\u0300\u0301\u0302b' as stacked, E'\u0301' as alone;

select E'\ufffd' as replacement, E'\U0001F1E9' as letter, E'\U000E0001' as tag;

select array[1, 2, null, 4] as ints, array['a', 'b c', null, '', '"', '{}'] as texts, '{}'::int[] as none;

select array[array[1, 2], array[3, 4]] as matrix, '[0:1]={7,8}'::int[] as shifted;

select '\x00ff10'::bytea as bytes, ''::bytea as none;

select true as t, false as f, null::boolean as n;

select 1::smallint as a, 2::int as b, 3::bigint as c, 1.5::real as d, 2.25::float8 as e, 12.340::numeric as f;

select 'NaN'::numeric as a, 'Infinity'::float8 as b, '-Infinity'::numeric as c, -0.0::float8 as d, 1e300::float8 as e;

select 12.34::money as m, 77::oid as o, '12'::xid as x, '12'::xid8 as x8, '3'::cid as c;

select date '2024-02-29' as d, timestamp '2024-02-29 12:34:56.789' as ts, time '01:02:03' as t;

select interval '1 year 2 months 3 days 04:05:06' as i, interval '-1 second' as j;

select timestamptz '2024-02-29 12:34:56+02' at time zone 'UTC' as z;

select '{"a": [1, 2, {"b": null}]}'::jsonb as jsonb, '{"a" :1}'::json as json;

select json_build_object('text', E'a\nb"c') as j;

select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid as u, '10.0.0.0/8'::cidr as c, '08:00:2b:01:02:03'::macaddr as m;

select point(1, 2) as p, box(point(0, 0), point(1, 1)) as b, int4range(1, 10) as r, '{[1,3)}'::int4multirange as mr;

select B'1010' as bits, 'abc'::char(10) as padded, 'q'::"char" as q, 'pg_class'::regclass as r;

select row(1, 'a', null) as r, row(row(1)) as nested;

select to_tsvector('simple', 'a fat cat') as v, to_tsquery('simple', 'a & b') as q;

select xmlparse(content '<a>b</a>') as x;

select 'a,b' as comma, 'a"b' as quote, 'a;b' as semicolon, 'a|b' as pipe, E'a\\b' as backslash;

select '\.' as dot, '"' as q, ',' as c, E'\r' as cr, '' as e, ' lead' as l, 'trail ' as t;

select 'a' as "x,y", 'b' as "x""y", 'c' as "x|y", 'd' as " ";

select 1 as a, 2 as a, 3 as a;

select n, repeat('x', n) as t from generate_series(0, 12) n;

select n, n * n as square, repeat('é', n) as t, case when n % 2 = 0 then null else n end as odd from generate_series(1, 15) n;

select repeat('x', 200) as long;

select repeat('word ', 40) as words, 1 as n;

select repeat('東', 60) as wide, repeat('é', 90) as narrow;

select 'short' as a, repeat('long ', 30) as b, 'mid' as c, 42 as d;

select E'first line that is long enough to be folded somewhere in the middle of it\nsecond\n\nfourth' as text, 1 as n;

select repeat(E'a\tb', 20) as tabs, repeat('0', 100)::numeric as zero, (repeat('9', 100))::numeric as nines;

select generate_series(1, 120) as n, md5(generate_series(1, 120)::text) as hash;

select 'id' as "id", 'a rather long text in the value' as "v", 'x' as "a very long name of a column that is wide", 3 as n;
