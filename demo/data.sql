-- Data of the demo database. Everything is computed from row numbers with hashint8extended(id, seed): no random(),
-- no now(), so that every load gives the same rows.
SET client_encoding = 'UTF8';
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET synchronous_commit = off;
SET jit = off;
BEGIN;

-- u(id, seed): a fixed "random" number in [0, 1); pick(list, id, seed): a fixed element of a list
CREATE FUNCTION pg_temp.u(bigint, int) RETURNS float8 LANGUAGE sql IMMUTABLE AS
  $$ SELECT (hashint8extended($1, $2::bigint) & 9007199254740991)::float8 / 9007199254740992.0 $$;
CREATE FUNCTION pg_temp.pick(text[], bigint, int) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT $1[1 + floor(pg_temp.u($2, $3) * cardinality($1))::int] $$;
CREATE FUNCTION pg_temp.ascii_name(text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT regexp_replace(translate(replace(replace(replace(replace(lower($1), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
     'åäáàâãöøóòôõéèêëíìîïúùûüñçčšž', 'aaaaaaooooooeeeeiiiiuuuunccsz'), '[^a-z]', '', 'g') $$;

-- countries -----------------------------------------------------------------------------------------------------------
INSERT INTO retail.country VALUES
 ('NO','Norway','Nordics','NOK',25.0,'{Norwegian,Sami}',true),
 ('SE','Sweden','Nordics','SEK',25.0,'{Swedish}',true),
 ('DK','Denmark','Nordics','DKK',25.0,'{Danish}',true),
 ('FI','Finland','Nordics','EUR',25.5,'{Finnish,Swedish}',true),
 ('DE','Germany','DACH','EUR',19.0,'{German}',true),
 ('AT','Austria','DACH','EUR',20.0,'{German}',true),
 ('CH','Switzerland','DACH','CHF',8.1,'{German,French,Italian,Romansh}',true),
 ('NL','Netherlands','Western Europe','EUR',21.0,'{Dutch}',true),
 ('BE','Belgium','Western Europe','EUR',21.0,'{Dutch,French,German}',true),
 ('FR','France','Western Europe','EUR',20.0,'{French}',true),
 ('GB','United Kingdom','Western Europe','GBP',20.0,'{English}',false),
 ('IT','Italy','Southern Europe','EUR',22.0,'{Italian}',false),
 ('ES','Spain','Southern Europe','EUR',21.0,'{Spanish,Catalan}',false),
 ('PT','Portugal','Southern Europe','EUR',23.0,'{Portuguese}',false),
 ('VN','Vietnam','Asia','VND',10.0,'{Vietnamese}',false),
 ('CN','China','Asia','CNY',13.0,'{Chinese}',false);

-- categories ----------------------------------------------------------------------------------------------------------
INSERT INTO retail.category (id, parent_id, name, slug, "order")
SELECT id, parent, name, trim(both '-' from regexp_replace(lower(name), '[^a-z]+', '-', 'g')), ord FROM (VALUES
 (1,NULL::int,'Clothing',10),(2,NULL,'Footwear',20),(3,NULL,'Camping',30),(4,NULL,'Packs & Bags',40),
 (5,NULL,'Climbing',50),(6,NULL,'Winter Sports',60),(7,NULL,'Water Sports',70),(8,NULL,'Electronics',80),(9,NULL,'Gift Ideas',90),
 (11,1,'Rain Jackets',11),(12,1,'Down Jackets',12),(13,1,'Fleece',13),(14,1,'Base Layers',14),(15,1,'Trousers',15),(16,1,'Hats & Gloves',16),
 (21,2,'Hiking Boots',21),(22,2,'Trail Running Shoes',22),(23,2,'Sandals',23),(24,2,'Socks',24),
 (31,3,'Tents',31),(32,3,'Sleeping Bags',32),(33,3,'Sleeping Mats',33),(34,3,'Stoves & Cookware',34),(35,3,'Camp Furniture',35),(36,3,'Trail Food',36),
 (41,4,'Daypacks',41),(42,4,'Trekking Packs',42),(43,4,'Duffel Bags',43),
 (51,5,'Harnesses',51),(52,5,'Ropes',52),(53,5,'Climbing Shoes',53),(54,5,'Helmets',54),
 (61,6,'Touring Skis',61),(62,6,'Snowshoes',62),(63,6,'Ski Goggles',63),
 (71,7,'Dry Bags',71),(72,7,'Inflatable Kayaks',72),
 (81,8,'Headlamps',81),(82,8,'GPS & Watches',82),(83,8,'Power Banks',83)) v(id, parent, name, ord);

-- what a category's products look like: noun, price range, weight range, peak month, width of the season, popularity, variants
CREATE TEMP TABLE kind (cat int, nouns text[], lo numeric, hi numeric, wlo int, whi int, peak int, season float8, pop float8, n int, style text);
INSERT INTO kind VALUES
 (11,'{Rain Jacket,Shell Jacket,Storm Parka}',89,420,280,690,10,0.35,1.7,30,'wear'),
 (12,'{Down Jacket,Down Vest,Belay Parka}',129,480,250,780,12,0.75,1.2,24,'wear'),
 (13,'{Fleece Jacket,Fleece Hoodie}',49,160,240,480,11,0.5,1.6,22,'wear'),
 (14,'{Merino Shirt,Merino Leggings,Thermal Top}',35,110,120,260,12,0.55,1.8,22,'wear'),
 (15,'{Hiking Trousers,Zip-Off Trousers,Softshell Trousers}',59,210,260,560,7,0.3,1.4,24,'wear'),
 (16,'{Beanie,Wool Gloves,Mittens,Sun Cap}',15,85,40,190,12,0.65,1.8,20,'plain'),
 (21,'{Hiking Boots,Trekking Boots,Approach Shoes}',109,310,820,1650,8,0.35,1.8,26,'wear'),
 (22,'{Trail Runner,Mountain Running Shoes}',95,185,460,720,5,0.3,1.6,22,'wear'),
 (23,'{Trekking Sandals,River Sandals}',45,125,420,780,7,0.9,0.9,12,'plain'),
 (24,'{Hiking Socks,Merino Socks,Ski Socks}',12,32,50,130,11,0.25,2.6,16,'plain'),
 (31,'{1-Person Tent,2-Person Tent,3-Person Tent,4-Person Tent}',149,890,980,6400,6,0.8,1.1,24,'tent'),
 (32,'{Down Sleeping Bag,Synthetic Sleeping Bag,Quilt}',79,560,480,2100,6,0.65,1.1,20,'bag'),
 (33,'{Air Mat,Foam Mat,Insulated Mat}',25,220,240,980,6,0.7,1.2,16,'plain'),
 (34,'{Gas Stove,Cook Set,Titanium Mug,Kettle}',19,180,70,890,7,0.6,1.5,20,'plain'),
 (35,'{Camp Chair,Folding Table,Hammock}',39,190,550,5200,7,0.8,0.8,14,'plain'),
 (36,'{Chicken Curry,Vegetable Stew,Porridge,Chilli,Energy Bar}',3,13,60,190,7,0.55,2.8,18,'food'),
 (41,'{Daypack,Commuter Pack}',45,160,480,1100,8,0.3,1.5,20,'pack'),
 (42,'{Trekking Pack,Expedition Pack}',129,380,1200,2700,6,0.6,1.0,18,'pack'),
 (43,'{Duffel Bag,Roller Duffel}',69,240,700,3100,6,0.35,0.8,12,'pack'),
 (51,'{Harness,Sport Harness}',55,150,260,520,5,0.3,0.7,14,'plain'),
 (52,'{Single Rope,Half Rope,Static Rope}',99,290,2400,4600,5,0.3,0.6,14,'plain'),
 (53,'{Climbing Shoes,Bouldering Shoes}',79,180,380,620,3,0.2,1.0,16,'wear'),
 (54,'{Climbing Helmet,Ski Touring Helmet}',59,180,190,420,2,0.2,0.7,12,'plain'),
 (61,'{Touring Ski,Freeride Ski}',349,990,2100,3600,12,1.0,0.5,16,'plain'),
 (62,'{Snowshoes,Backcountry Snowshoes}',99,290,1400,2300,1,1.0,0.6,12,'plain'),
 (63,'{Ski Goggles,Glacier Glasses}',45,230,40,190,1,0.9,0.8,14,'plain'),
 (71,'{Dry Bag,Dry Pack}',15,130,90,1100,7,0.7,0.9,14,'pack'),
 (72,'{Inflatable Kayak,Packraft}',390,1290,2600,13500,6,1.0,0.25,10,'plain'),
 (81,'{Headlamp,Running Lamp}',25,160,45,210,11,0.5,1.5,16,'lamp'),
 (82,'{GPS Watch,Handheld GPS,Altimeter Watch}',149,790,38,260,12,0.35,0.7,16,'plain'),
 (83,'{Power Bank,Solar Panel}',29,190,140,1300,7,0.3,0.9,12,'plain');

-- brands --------------------------------------------------------------------------------------------------------------
INSERT INTO retail.brand (id, name, country_code, founded_year, website, is_own_brand) VALUES
 (1,'Fjellvind','NO',1987,'fjellvind.example',true),(2,'Norrtind','NO',1974,'norrtind.example',false),
 (3,'Tarnwood','GB',1991,'tarnwood.example',false),(4,'Kestrel & Pine','GB',2008,'kestrelandpine.example',false),
 (5,'Graupel','DE',1998,'graupel.example',false),(6,'Aiguille Rouge','FR',1966,'aiguille-rouge.example',false),
 (7,'Lynx Trail','SE',2011,'lynxtrail.example',false),(8,'Basecamp Nine','DE',2003,'basecamp9.example',false),
 (9,'Hallaskar','NO',1959,'hallaskar.example',false),(10,'Isbre','NO',2015,NULL,false),
 (11,'Moraine','CH',1979,'moraine.example',false),(12,'Rimfrost','FI',1968,'rimfrost.example',false),
 (13,'Cordada','IT',1952,'cordada.example',false),(14,'Steinadler','AT',1947,'steinadler.example',false),
 (15,'Talus Works','CH',2006,'talusworks.example',false),(16,'Vandra','SE',1983,'vandra.example',false),
 (17,'Windward Supply','NL',2013,'windward.example',false),(18,'Zugvogel','DE',1994,'zugvogel.example',false),
 (19,'Ember Kitchen','DK',2010,'emberkitchen.example',false),(20,'Lumen Peak','AT',2001,'lumenpeak.example',false),
 (21,'Pico Sur','ES',NULL,'picosur.example',false),(22,'Havsal','DK',1996,'havsal.example',false),
 (23,'Little Drift','NO',2019,'littledrift.example',true),(24,'Old Quarry','GB',NULL,NULL,false),
 (25,'Serra Alta','PT',2017,'serra-alta.example',false);
CREATE TEMP TABLE kind_brand (cats int[], brands int[]);
INSERT INTO kind_brand VALUES
 ('{11,12,13,14,15,16}','{1,1,1,2,3,4,5,7,9,12,16,18,23,21}'),
 ('{21,22,23,24}','{1,1,2,7,14,6,21,25,16,24}'),
 ('{31,32,33,35}','{1,1,8,12,16,10,3,18,23}'),
 ('{34,36}','{19,19,1,8,22,10}'),
 ('{41,42,43}','{1,1,16,18,3,4,17,7}'),
 ('{51,52,53,54}','{13,13,6,11,15,6,14}'),
 ('{61,62,63}','{14,9,11,2,15,12}'),
 ('{71,72}','{22,17,22,1}'),
 ('{81,82,83}','{20,20,5,15,17}');

-- products ------------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE prod_base AS
WITH words AS (SELECT string_to_array('Skarven,Besse,Ridgeline,Rondane,Falkor,Storfjord,Lofoten,Alta,Saltire,Glimmer,Torne,Abisko,Kebne,Sarek,Kungs,Vidda,Jotun,Galdhø,Hurrungane,Trolltind,Sunnmøre,Tundra,Boreal,Polaris,Meridian,Caldera,Cairn,Fennel,Heron,Osprey,Merlin,Curlew,Plover,Sandpiper,Tern,Lark,Bivak,Traverse,Summit,Couloir,Serac,Arête,Corrie,Gully,Zenith,Horizon,Solitude,Nomad,Drifter,Pathfinder,Wayfarer,Monsoon,Drizzle,Breeze,Mistral,Föhn,Bora,Sirocco,Aurora,Solstice,Equinox', ',') w),
x AS (SELECT k.*, g AS nth, row_number() OVER (ORDER BY k.cat, g)::int AS id FROM kind k, generate_series(1, k.n) g)
SELECT x.id, x.cat, x.style, x.pop, x.peak, x.season, x.wlo, x.whi,
  w[1 + (x.nth * 17 + x.cat * 23) % cardinality(w)] AS word,
  x.nouns[1 + floor(pg_temp.u(x.id, 1) * cardinality(x.nouns))::int] AS noun,
  -- prices ending in .00, .50 or .95; skewed to the lower end
  greatest(3, CASE WHEN x.hi <= 40 THEN round((x.lo + (x.hi - x.lo) * power(pg_temp.u(x.id, 2), 1.3)::numeric) * 2) / 2
       ELSE floor(x.lo + (x.hi - x.lo) * power(pg_temp.u(x.id, 2), 1.5)::numeric) + CASE WHEN pg_temp.u(x.id, 3) < 0.6 THEN 0.95 ELSE 0 END END)::numeric(8,2) AS price,
  (SELECT brands[1 + floor(pg_temp.u(x.id, 4) * cardinality(brands))::int] FROM kind_brand WHERE x.cat = ANY (cats)) AS brand_id,
  CASE WHEN pg_temp.u(x.id, 5) < 0.45 THEN date '2017-03-01' + floor(pg_temp.u(x.id, 6) * 1700)::int
       ELSE date '2021-11-01' + floor(pg_temp.u(x.id, 6) * 1380)::int END AS launched_on,
  CASE WHEN x.style = 'wear' THEN pg_temp.pick('{women,men,women,men,women,men,unisex,kids}', x.id, 7) END AS gender
FROM x, words;

INSERT INTO retail.product
SELECT b.id,
  upper(left(pg_temp.ascii_name((SELECT c.name FROM retail.category c WHERE c.id = b.cat)), 1) || substr(regexp_replace(pg_temp.ascii_name((SELECT c.name FROM retail.category c WHERE c.id = b.cat)), '[aeiou]', '', 'g') || 'xx', 2, 2)) || '-' || lpad((b.cat * 100 + b.id)::text, 5, '0'),
  b.word || ' ' || CASE b.gender WHEN 'women' THEN 'Women''s ' WHEN 'men' THEN 'Men''s ' WHEN 'kids' THEN 'Kids'' ' ELSE '' END || b.noun
    || CASE WHEN b.style = 'pack' THEN ' ' || (CASE b.cat WHEN 41 THEN 14 + 2 * (b.id % 9) WHEN 42 THEN 45 + 5 * (b.id % 7) WHEN 43 THEN 40 + 10 * (b.id % 8) ELSE 5 + 5 * (b.id % 8) END) || ' L' ELSE '' END,
  b.cat, b.brand_id, b.price, round(b.price * (0.38 + 0.27 * pg_temp.u(b.id, 8))::numeric, 2),
  CASE WHEN pg_temp.u(b.id, 9) < 0.93 THEN (b.wlo + floor((b.whi - b.wlo) * pg_temp.u(b.id, 10)))::int END,
  CASE WHEN b.style = 'food' THEN '{}' ELSE (SELECT array_agg(c ORDER BY pg_temp.u(b.id * 100 + i, 11)) FROM unnest('{black,navy,forest green,olive,red,orange,grey,sand,blue,purple,yellow}'::text[]) WITH ORDINALITY t(c, i)
     WHERE pg_temp.u(b.id * 100 + i, 12) < (CASE WHEN i = 1 THEN 0.7 WHEN b.style = 'wear' THEN 0.28 ELSE 0.14 END) OR i = 2 + b.id % 10) END,
  (SELECT coalesce(array_agg(tag ORDER BY i), '{}') FROM unnest('{recycled,vegan,ultralight,bestseller,pfas-free,limited edition,fair trade}'::text[], '{0.28,0.16,0.12,0.08,0.20,0.03,0.10}'::float8[]) WITH ORDINALITY t(tag, p, i)
     WHERE pg_temp.u(b.id * 10 + i, 13) < p AND (b.style <> 'food' OR tag IN ('vegan', 'bestseller', 'fair trade')) AND (tag <> 'vegan' OR b.noun !~ 'Merino|Wool|Down|Chicken' AND b.cat <> 21)),
  jsonb_strip_nulls(jsonb_build_object(
    'gender', b.gender,
    'material', CASE WHEN b.noun LIKE 'Merino%' OR b.noun = 'Wool Gloves' THEN 'merino wool' WHEN b.noun LIKE 'Down %' THEN pg_temp.pick('{goose down,goose down,duck down}', b.id, 14) WHEN b.noun LIKE 'Synthetic%' THEN 'synthetic' WHEN b.noun LIKE 'Titanium%' THEN 'titanium' WHEN b.cat IN (11,15) THEN pg_temp.pick('{polyester,nylon,cotton blend,polyamide}', b.id, 14) WHEN b.cat IN (12,32) THEN pg_temp.pick('{goose down,duck down,synthetic}', b.id, 14)
       WHEN b.cat IN (14,24,16) THEN pg_temp.pick('{merino wool,merino wool,polyester,bamboo}', b.id, 14) WHEN b.cat = 13 THEN 'polyester' WHEN b.cat = 21 THEN pg_temp.pick('{leather,nubuck,synthetic}', b.id, 14)
       WHEN b.cat IN (31,41,42,43) THEN pg_temp.pick('{nylon,polyester,ripstop nylon}', b.id, 14) WHEN b.cat = 34 THEN pg_temp.pick('{titanium,aluminium,stainless steel}', b.id, 14) END,
    'waterproof', CASE WHEN b.cat IN (11,71) THEN true WHEN b.cat IN (12,15,21,22,31,41,42,43,81,82) THEN pg_temp.u(b.id, 15) < 0.5 END,
    'persons', CASE WHEN b.style = 'tent' THEN left(b.noun, 1)::int END,
    'capacity_l', CASE WHEN b.style = 'pack' THEN (CASE b.cat WHEN 41 THEN 14 + 2 * (b.id % 9) WHEN 42 THEN 45 + 5 * (b.id % 7) WHEN 43 THEN 40 + 10 * (b.id % 8) ELSE 5 + 5 * (b.id % 8) END) END,
    'comfort_c', CASE WHEN b.style = 'bag' THEN 10 - (b.id % 9) * 3 END,
    'lumens', CASE WHEN b.style = 'lamp' THEN 100 + 100 * (b.id % 11) END,
    'kcal', CASE WHEN b.style = 'food' THEN 180 + 10 * floor(pg_temp.u(b.id, 16) * 60)::int END,
    'warranty_years', CASE WHEN b.style <> 'food' AND pg_temp.u(b.id, 17) < 0.8 THEN (ARRAY[2,2,2,3,5,10])[1 + b.id % 6] END)),
  b.launched_on,
  CASE WHEN b.launched_on < '2023-01-01' AND pg_temp.u(b.id, 18) < 0.2 THEN date '2023-02-01' + (floor(pg_temp.u(b.id, 19) * 34)::int * interval '1 month') END
FROM prod_base b;

-- shops ---------------------------------------------------------------------------------------------------------------
INSERT INTO operations.store
SELECT id, name, city, cc, o::date, c::date, area, s::text[],
  jsonb_build_object('mon', h, 'tue', h, 'wed', h, 'thu', CASE WHEN area > 900 THEN '10:00-20:00' ELSE h END, 'fri', h, 'sat', '10:00-17:00', 'sun', CASE WHEN id IN (1, 7, 14, 17) THEN '12:00-17:00' END)
FROM (VALUES
 (1,'Oslo Flagship','Oslo','NO','1987-04-11',NULL,1850,'{ski service,boot fitting,repair workshop,click and collect,climbing wall}','09:00-19:00'),
 (2,'Bergen Bryggen','Bergen','NO','1994-09-03',NULL,720,'{boot fitting,repair workshop,click and collect}','10:00-18:00'),
 (3,'Trondheim Torg','Trondheim','NO','2001-05-19',NULL,640,'{ski service,click and collect}','10:00-18:00'),
 (4,'Tromsø Nord','Tromsø','NO','2012-10-06',NULL,410,'{ski service,boot fitting,tent rental}','10:00-18:00'),
 (5,'Stockholm City','Stockholm','SE','2006-03-25',NULL,1240,'{ski service,boot fitting,click and collect,climbing wall}','10:00-19:00'),
 (6,'Gothenburg Harbour','Gothenburg','SE','2011-08-20',NULL,690,'{boot fitting,click and collect}','10:00-19:00'),
 (7,'Åre Village','Åre','SE','2016-11-12',NULL,380,'{ski service,boot fitting,tent rental}','09:00-18:00'),
 (8,'Malmö Triangle','Malmö','SE','2014-05-10','2024-01-31',450,'{click and collect}','10:00-18:00'),
 (9,'Copenhagen North','Copenhagen','DK','2009-04-18',NULL,880,'{boot fitting,tent rental,click and collect}','10:00-19:00'),
 (10,'Aarhus Latin Quarter','Aarhus','DK','2018-06-02',NULL,430,'{click and collect}','10:00-18:00'),
 (11,'Hamburg Altona','Hamburg','DE','2013-09-14',NULL,1120,'{boot fitting,repair workshop,click and collect}','10:00-20:00'),
 (12,'Berlin Mitte','Berlin','DE','2015-03-28',NULL,1380,'{boot fitting,repair workshop,click and collect,climbing wall}','10:00-20:00'),
 (13,'Munich Isar','Munich','DE','2017-10-07',NULL,1560,'{ski service,boot fitting,repair workshop,tent rental,click and collect}','10:00-20:00'),
 (14,'Innsbruck Old Town','Innsbruck','AT','2019-11-16',NULL,620,'{ski service,boot fitting,tent rental}','09:00-18:00'),
 (15,'Freiburg Münsterplatz','Freiburg','DE','2019-05-04','2023-06-30',340,'{}','10:00-18:00'),
 (16,'Amsterdam West','Amsterdam','NL','2020-09-12',NULL,760,'{boot fitting,click and collect}','10:00-19:00'),
 (17,'Annecy Lac','Annecy','FR','2022-04-09',NULL,520,'{ski service,boot fitting,tent rental}','09:30-19:00'),
 (18,'Grenoble Bastille','Grenoble','FR','2023-09-30',NULL,590,'{ski service,climbing wall,click and collect}','09:30-19:00'),
 (19,'Utrecht Canal','Utrecht','NL','2024-05-25',NULL,480,'{click and collect}','10:00-18:00')
) v(id, name, city, cc, o, c, area, s, h);

-- people's names and cities by country ----------------------------------------------------------------------------------
CREATE TEMP TABLE folk (cc char(2), share float8, firsts text[], lasts text[], cities text[], dial text, email_host text, lang text);
INSERT INTO folk SELECT cc, share, string_to_array(f, ','), string_to_array(l, ','), string_to_array(c, ','), dial, host, lang FROM (VALUES
 ('NO',0.24,'Nora,Emma,Ingrid,Sofie,Astrid,Kari,Solveig,Ida,Hanne,Marit,Silje,Thea,Jakob,Lars,Magnus,Henrik,Ole,Sindre,Eirik,Håkon,Bjørn,Kristian,Tor,Anders,Jonas,Mathias','Hansen,Johansen,Olsen,Larsen,Andersen,Nilsen,Kristiansen,Karlsen,Berg,Haugen,Hagen,Moen,Solberg,Strand,Lund,Bakken,Dahl,Eide,Nygård,Fossum,Lie,Brekke,Tangen,Aasen,Ødegård,Sæther','Oslo,Bergen,Trondheim,Stavanger,Tromsø,Drammen,Kristiansand,Ålesund,Bodø,Lillehammer','+47','fjordpost.example','Norwegian'),
 ('SE',0.19,'Alice,Maja,Elsa,Astrid,Wilma,Ebba,Linnea,Karin,Annika,Sara,Malin,Johanna,Lucas,Oscar,William,Erik,Nils,Gustav,Mikael,Johan,Per,Axel,Viktor,Fredrik,Emil,Hugo','Andersson,Johansson,Karlsson,Nilsson,Eriksson,Larsson,Olsson,Persson,Svensson,Gustafsson,Lindberg,Lindqvist,Bergström,Sandberg,Nyström,Holm,Sjöberg,Wallin,Engström,Ekström,Åberg,Hedlund,Norén,Björk','Stockholm,Gothenburg,Malmö,Uppsala,Västerås,Örebro,Linköping,Umeå,Åre,Kiruna','+46','brevduva.example','Swedish'),
 ('DK',0.09,'Freja,Ida,Clara,Laura,Mathilde,Mette,Signe,Camilla,Louise,Kirsten,William,Noah,Oliver,Frederik,Mikkel,Rasmus,Søren,Jens,Morten,Anders,Lasse','Nielsen,Jensen,Hansen,Pedersen,Andersen,Christensen,Larsen,Sørensen,Rasmussen,Jørgensen,Madsen,Kristensen,Olsen,Thomsen,Møller,Poulsen,Knudsen,Holm,Kjær,Bach','Copenhagen,Aarhus,Odense,Aalborg,Esbjerg,Roskilde','+45','havnebrev.example','Danish'),
 ('FI',0.05,'Aino,Helmi,Venla,Sanna,Päivi,Minna,Kaisa,Laura,Mikko,Juha,Antti,Ville,Janne,Eero,Onni,Leo,Tuomas','Korhonen,Virtanen,Mäkinen,Nieminen,Mäkelä,Hämäläinen,Laine,Heikkinen,Koskinen,Järvinen,Lehtonen,Saarinen,Salminen,Niemi,Rantanen','Helsinki,Tampere,Turku,Oulu,Rovaniemi,Espoo','+358','posti.example','Finnish'),
 ('DE',0.21,'Anna,Lena,Lea,Hannah,Marie,Johanna,Katharina,Julia,Sabine,Claudia,Greta,Frieda,Lukas,Leon,Jonas,Felix,Maximilian,Paul,Tobias,Stefan,Matthias,Jürgen,Florian,Moritz,Anton,Emre','Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Koch,Bauer,Richter,Klein,Wolf,Schröder,Neumann,Schwarz,Zimmermann,Braun,Krüger,Hofmann,Lange,Werner,Krause,Yılmaz','Munich,Hamburg,Berlin,Cologne,Frankfurt,Stuttgart,Leipzig,Freiburg,Dresden,Nuremberg','+49','briefkasten.example','German'),
 ('AT',0.06,'Anna,Lena,Magdalena,Theresa,Barbara,Eva,Valentina,Lukas,David,Tobias,Jakob,Elias,Markus,Andreas,Georg,Alexander','Gruber,Huber,Bauer,Wagner,Müller,Pichler,Steiner,Moser,Mayer,Hofer,Leitner,Berger,Fuchs,Eder,Fischer,Schwaiger','Vienna,Innsbruck,Graz,Salzburg,Linz,Bregenz','+43','almpost.example','German'),
 ('CH',0.04,'Mia,Lara,Nina,Chiara,Céline,Elin,Noah,Luca,Matteo,Reto,Urs,Beat,Nico,Gian,Fabio','Meier,Keller,Weber,Brunner,Frei,Baumann,Gerber,Favre,Rochat,Bernasconi,Zürcher,Ammann,Steiner,Caduff','Zurich,Bern,Basel,Geneva,Lausanne,Chur','+41','gipfelpost.example','German'),
 ('NL',0.07,'Emma,Tess,Sophie,Fleur,Sanne,Anouk,Femke,Lotte,Daan,Sem,Bram,Thijs,Jeroen,Sander,Ruben,Pieter,Willem','de Jong,Jansen,de Vries,van den Berg,van Dijk,Bakker,Visser,Smit,Meijer,de Boer,Mulder,Bos,Vos,Peters,Hendriks,van Leeuwen,Dekker','Amsterdam,Rotterdam,Utrecht,Eindhoven,Groningen,Nijmegen','+31','poldermail.example','Dutch'),
 ('BE',0.02,'Louise,Marie,Juliette,Elise,Charlotte,Arthur,Victor,Lucas,Wout,Jef,Mathieu','Peeters,Janssens,Maes,Jacobs,Mertens,Willems,Claes,Dubois,Lambert,Dupont','Antwerp,Brussels,Ghent,Leuven,Liège','+32','zegelpost.example','Dutch'),
 ('FR',0.03,'Camille,Chloé,Manon,Inès,Léa,Élodie,Lucie,Hugo,Louis,Jules,Théo,Antoine,Mathis,Baptiste,Rémi','Martin,Bernard,Dubois,Thomas,Robert,Petit,Durand,Leroy,Moreau,Simon,Laurent,Lefebvre,Roux,Fournier,Girard,Mercier','Grenoble,Annecy,Lyon,Chambéry,Paris,Toulouse','+33','poste-alpine.example','French')
) v(cc, share, f, l, c, dial, host, lang);
CREATE TEMP TABLE folk_range AS SELECT *, sum(share) OVER (ORDER BY cc) - share AS lo, sum(share) OVER (ORDER BY cc) AS hi FROM folk;

-- customers: numbered in the order in which they joined ---------------------------------------------------------------------
INSERT INTO retail.customer
SELECT i, first, last, pg_temp.ascii_name(first) || '.' || pg_temp.ascii_name(last) || CASE WHEN dup > 1 THEN dup::text ELSE '' END || '@' || email_host,
  CASE WHEN pg_temp.u(i, 107) < 0.72 THEN dial || ' ' || lpad((hashint8extended(i, 108) & 8191)::text, 4, '4') || lpad((hashint8extended(i, 109) & 8191)::text, 4, '2') END,
  city, cc,
  CASE WHEN pg_temp.u(i, 110) < 0.85 THEN date '1947-01-01' + floor(21900 * (pg_temp.u(i, 111) + pg_temp.u(i, 112)) / 2 + 1800)::int END,
  joined_at, NULL, pg_temp.u(i, 114) < 0.58,
  jsonb_strip_nulls(jsonb_build_object('language', CASE WHEN pg_temp.u(i, 115) < 0.12 THEN 'English' ELSE lang END,
    'newsletter', CASE WHEN pg_temp.u(i, 114) < 0.58 THEN pg_temp.pick('{weekly,weekly,monthly,monthly,monthly,daily}', i, 116) END,
    'shoe_size', CASE WHEN pg_temp.u(i, 117) < 0.5 THEN 36 + floor((pg_temp.u(i, 118) + pg_temp.u(i, 119)) * 6)::int END,
    'activities', CASE WHEN pg_temp.u(i, 120) < 0.7 THEN (SELECT jsonb_agg(a ORDER BY k) FROM unnest('{hiking,skiing,climbing,trail running,camping,kayaking,cycling}'::text[]) WITH ORDINALITY t(a, k)
        WHERE pg_temp.u(i * 10 + k, 121) < (ARRAY[0.55,0.3,0.2,0.22,0.4,0.08,0.15])[k]) END)),
  'pbkdf2$' || lpad(to_hex(hashint8extended(i, 122)), 16, '0') || lpad(to_hex(hashint8extended(i, 123)), 16, '0')
FROM (SELECT z.*, date_trunc('day', joined_raw) + (7 + 15 * pg_temp.u(i, 124))::int * interval '1 hour' + date_trunc('second', joined_raw - date_trunc('hour', joined_raw)) AS joined_at, row_number() OVER (PARTITION BY pg_temp.ascii_name(first), pg_temp.ascii_name(last), email_host ORDER BY i) AS dup FROM (
  SELECT i, f.cc, f.dial, f.lang, f.email_host,
    f.firsts[1 + floor(cardinality(f.firsts) * pg_temp.u(i, 102))::int] AS first,
    f.lasts[1 + floor(cardinality(f.lasts) * power(pg_temp.u(i, 103), 1.25))::int] AS last,
    f.cities[1 + floor(cardinality(f.cities) * power(pg_temp.u(i, 104), 1.8))::int] AS city,
    -- growing numbers of newcomers from May 2018 to December 2025
    timestamptz '2018-05-02 08:00+00' + (power((i - 0.5) / 8000.0, 0.72) * 2798.4 + 0.0) * interval '1 day' + pg_temp.u(i, 106) * interval '25 minutes' AS joined_raw
  FROM generate_series(1, 8000) i JOIN folk_range f ON pg_temp.u(i, 101) >= f.lo AND pg_temp.u(i, 101) < f.hi) z) y
ORDER BY i;

-- staff ---------------------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE staff (id int, title text, dept text, store_id int, manager_id int, base numeric);
INSERT INTO staff VALUES
 (1,'Chief Executive Officer','Management',NULL,NULL,168000),(2,'Chief Financial Officer','Finance',NULL,1,132000),(3,'Chief Technology Officer','IT',NULL,1,134000),
 (4,'Head of Marketing','Marketing',NULL,1,104000),(5,'Head of Purchasing','Purchasing',NULL,1,102000),(6,'Head of Logistics','Logistics',NULL,1,99000),
 (7,'Head of Customer Service','Customer Service',NULL,1,91000),(8,'Head of People','People',NULL,1,96000),(9,'Director of Retail','Shops',NULL,1,118000),
 (10,'Regional Manager Nordics','Shops',NULL,9,84000),(11,'Regional Manager DACH','Shops',NULL,9,86000),(12,'Regional Manager West','Shops',NULL,9,82000);
INSERT INTO staff SELECT 12 + row_number() OVER (ORDER BY id), 'Store Manager', 'Shops', id,
  CASE WHEN country_code IN ('NO','SE','DK') THEN 10 WHEN country_code IN ('DE','AT') THEN 11 ELSE 12 END, 52000 + floor_area_m2 * 6 FROM operations.store;
INSERT INTO staff SELECT 31 + row_number() OVER (ORDER BY s.id, g), pg_temp.pick(CASE WHEN g = 1 THEN '{Assistant Store Manager}' WHEN g = 2 THEN '{Ski Technician,Boot Fitter,Workshop Technician}' ELSE '{Sales Assistant,Sales Assistant,Sales Assistant,Sales Assistant,Cashier,Visual Merchandiser}' END::text[], s.id * 100 + g, 201),
  'Shops', s.id, 12 + s.id, CASE WHEN g = 1 THEN 43000 ELSE 32500 END FROM operations.store s, generate_series(1, 4 + s.floor_area_m2 / 160) g;
INSERT INTO staff SELECT (SELECT max(id) FROM staff) + row_number() OVER (ORDER BY m, t, g), t, d, NULL, m, b FROM (VALUES
 ('Accountant','Finance',2,54000,5),('Financial Controller','Finance',2,68000,2),('Software Engineer','IT',3,72000,7),('Data Analyst','IT',3,64000,3),('System Administrator','IT',3,60000,2),
 ('Content Editor','Marketing',4,47000,3),('Campaign Manager','Marketing',4,55000,4),('Photographer','Marketing',4,46000,1),('Buyer','Purchasing',5,56000,7),('Purchasing Assistant','Purchasing',5,42000,3),
 ('Warehouse Worker','Logistics',6,34500,16),('Shift Leader','Logistics',6,45000,3),('Customer Service Agent','Customer Service',7,37000,12),('Team Leader','Customer Service',7,47000,2),('HR Adviser','People',8,52000,3),('Recruiter','People',8,49500,1)) v(t, d, m, b, n), generate_series(1, n) g;
INSERT INTO operations.employee
SELECT id, first, last, pg_temp.ascii_name(first) || '.' || pg_temp.ascii_name(last) || CASE WHEN dup > 1 THEN dup::text ELSE '' END || '@fjellvind.example', title, dept, store_id, manager_id, hired,
  CASE WHEN closed IS NOT NULL THEN closed WHEN manager_id > 8 AND title NOT LIKE '%Manager%' AND pg_temp.u(id, 210) < 0.17 OR manager_id IN (2,3,4,5,6,7,8) AND pg_temp.u(id, 210) < 0.1 THEN greatest(hired + 200, date '2022-03-31' + (floor(pg_temp.u(id, 211) * 43)::int * interval '1 month')::interval)::date END,
  round((base * (0.94 + 0.2 * pg_temp.u(id, 212))::numeric * CASE WHEN cc = 'NO' THEN 1.08 ELSE 1 END * CASE WHEN title = 'Assistant Store Manager' AND id % 5 = 3 THEN 1.45 ELSE 1 END) / 100) * 100,
  (SELECT array_agg(DISTINCT l) FROM unnest(ARRAY[lang, 'English', CASE WHEN pg_temp.u(id, 213) < 0.25 THEN pg_temp.pick('{German,French,Spanish,Swedish}', id, 214) ELSE 'English' END]) l),
  CASE WHEN pg_temp.u(id, 215) < 0.3 THEN pg_temp.pick('{Raise agreed for next spring,Asked for a review of the pay band,Above the band since the last promotion,Retention bonus paid in 2024,Counter-offer matched}', id, 216) END
FROM (SELECT s.*, f.cc, f.lang, st.closed_on AS closed, f.firsts[1 + floor(cardinality(f.firsts) * pg_temp.u(s.id, 202))::int] AS first, f.lasts[1 + floor(cardinality(f.lasts) * pg_temp.u(s.id, 203))::int] AS last,
   row_number() OVER (PARTITION BY pg_temp.ascii_name(f.firsts[1 + floor(cardinality(f.firsts) * pg_temp.u(s.id, 202))::int]), pg_temp.ascii_name(f.lasts[1 + floor(cardinality(f.lasts) * pg_temp.u(s.id, 203))::int]) ORDER BY s.id) AS dup,
   greatest(st.opened_on - 20, CASE WHEN s.id < 32 THEN date '2005-02-01' + floor(4000 * pg_temp.u(s.id, 204))::int WHEN s.id % 5 < 2 THEN date '2021-01-01' + floor(pg_temp.u(s.id, 204) * 1700)::int ELSE date '2011-06-01' + floor(pg_temp.u(s.id, 204) * 3700)::int END) AS hired
  FROM staff s LEFT JOIN operations.store st ON st.id = s.store_id JOIN folk f ON f.cc = coalesce(st.country_code, CASE WHEN pg_temp.u(s.id, 205) < 0.8 THEN 'NO' WHEN pg_temp.u(s.id, 205) < 0.92 THEN 'SE' ELSE 'DE' END)) x
WHERE closed IS NULL OR hired < closed
ORDER BY id;

-- suppliers -------------------------------------------------------------------------------------------------------------------
INSERT INTO operations.supplier
SELECT id, name, cc, contact, lead, terms, CASE WHEN id % 9 = 4 THEN NULL ELSE round((5.2 + 4.6 * pg_temp.u(id, 301))::numeric, 1) END,
  (SELECT coalesce(array_agg(c ORDER BY k), '{}') FROM unnest('{ISO 9001,ISO 14001,Fair Wear,bluesign,GOTS}'::text[], '{0.65,0.4,0.4,0.35,0.15}'::float8[]) WITH ORDINALITY t(c, p, k) WHERE pg_temp.u(id * 10 + k, 302) < p)
FROM (VALUES (1,'Hanoi Textile Works','VN','Nguyen Thi Lan',62,60),(2,'Saigon Stitch Co','VN','Tran Van Minh',58,45),(3,'Da Nang Outdoor Manufacturing','VN','Le Hoang Phuc',66,60),
 (4,'Ningbo Sunrise Camping','CN','Chen Wei',71,60),(5,'Shenzhen Brightcell Electronics','CN','Li Na',48,30),(6,'Xiamen Ripstop Mills','CN',NULL,69,60),
 (7,'Yangzhou Tent Factory','CN','Zhang Qiang',75,45),(8,'Porto Malhas','PT','Inês Carvalho',28,30),(9,'Felgueiras Calçado','PT','Rui Teixeira',32,45),(10,'Guimarães Têxtil','PT','Marta Pinto',30,30),
 (11,'Montebelluna Scarpe','IT','Paolo Zanatta',35,60),(12,'Corde Valtellina','IT','Giulia Bonetti',26,45),(13,'Dolomiti Attrezzi','IT','Marco Dallago',24,30),
 (14,'Steinadler Werke','AT','Josef Hofer',21,30),(15,'Tirol Ski Manufaktur','AT','Birgit Moser',40,45),(16,'Allgäu Zeltbau','DE','Thomas Kögel',27,30),(17,'Sauerland Metallwaren','DE',NULL,18,14),
 (18,'Nordsee Segeltuch','DE','Inga Petersen',16,30),(19,'Graupel Vertrieb','DE','Kai Brandt',14,30),(20,'Borås Trikå','SE','Helena Ahlgren',22,30),(21,'Vandra Logistik','SE','Nils Ekman',12,30),
 (22,'Røros Ullvare','NO','Berit Galåen',15,14),(23,'Norrtind Produksjon','NO','Stian Vik',13,30),(24,'Arctic Down Oy','FI','Tiina Lappalainen',25,30),(25,'Havsal Maritime','DK','Peter Friis',17,30),
 (26,'Ember Foods','DK','Lone Skov',9,14),(27,'Aiguille Distribution','FR','Sylvie Perrin',19,45),(28,'Tarn Valley Imports','GB','Oliver Whitcombe',31,30),(29,'Lugano Precision','CH','Carla Bernasconi',29,30),(30,'Costa Brava Calzado','ES','Jordi Puig',33,60)) v(id, name, cc, contact, lead, terms);

INSERT INTO operations.product_supplier
SELECT p.id, s.sid, round(p.cost_price * (CASE WHEN s.k = 1 THEN 1 ELSE 1.02 + 0.15 * pg_temp.u(p.id, 311)::numeric END), 2), s.k = 1
FROM retail.product p CROSS JOIN LATERAL (SELECT DISTINCT ON (sid) k, sid FROM (
   SELECT k, pool[1 + floor(pg_temp.u(p.id * 10 + k, 312) * cardinality(pool))::int] AS sid FROM generate_series(1, 1 + (pg_temp.u(p.id, 313) < 0.45)::int + (pg_temp.u(p.id, 313) < 0.12)::int) k,
   (SELECT CASE WHEN p.category_id IN (21,22,23,53) THEN '{9,9,11,11,30,27}' WHEN p.category_id IN (14,16,24) THEN '{22,20,10,1,8}' WHEN p.category_id BETWEEN 11 AND 19 THEN '{1,1,2,3,8,20,23,24,28}'
      WHEN p.category_id = 36 THEN '{26}' WHEN p.category_id = 34 THEN '{17,4,26,19}' WHEN p.category_id BETWEEN 31 AND 35 THEN '{4,7,7,16,3,24,6}' WHEN p.category_id BETWEEN 41 AND 43 THEN '{3,6,21,18,2}'
      WHEN p.category_id BETWEEN 51 AND 54 THEN '{12,13,27,14}' WHEN p.category_id BETWEEN 61 AND 63 THEN '{14,15,13}' WHEN p.category_id IN (71,72) THEN '{25,18,6}' ELSE '{5,5,29,19}' END::int[] AS pool) q) r ORDER BY sid, k) s;

-- promotions --------------------------------------------------------------------------------------------------------------------
INSERT INTO retail.promotion
SELECT row_number() OVER (ORDER BY s), code || right(to_char(s, 'YYYY'), 2), name || ' ' || to_char(s, 'YYYY'), scope, pct, s, e, ch::retail.sales_channel[] FROM (
 SELECT code, name, scope, pct + ((y - 2022) % 2) * d AS pct, make_date(y, m1, d1) AS s, make_date(y + (m2 < m1)::int, m2, d2) AS e, ch FROM generate_series(2022, 2025) y, (VALUES
 ('WINTER','Winter Sale','selected products',30.0,1,6,1,31,'{web,store,phone}',0),('SPRING','Spring Trails','selected products',15.0,3,20,4,10,'{web,store}',0),
 ('SUMMER','Summer Camp Days','selected products',20.0,6,10,7,5,'{web,store,phone}',5.0),('BACKPACK','Back to the Hills','selected products',10.0,8,25,9,12,'{web}',0),
 ('BLACK','Black Week','everything',20.0,11,20,11,30,'{web,store,phone}',5.0),('ADVENT','Advent Calendar','selected products',12.5,12,1,12,23,'{web}',0)) v(code, name, scope, pct, m1, d1, m2, d2, ch, d)
 UNION ALL VALUES ('HELLO','Welcome Offer Annecy','everything',10.0,date '2022-04-09',date '2022-04-30','{store}'),('FIKA','Club Weekend','everything',15.0,date '2024-09-20',date '2024-09-22','{web,store}'),
 ('MIDNIGHT','Midnight Sun Days','everything',10.0,date '2025-06-20',date '2025-06-23','{web}')) z;
INSERT INTO retail.promotion_product
SELECT pr.id, p.id FROM retail.promotion pr JOIN retail.product p ON pr.scope = 'selected products' AND p.launched_on < pr.starts_on AND (p.discontinued_on IS NULL OR p.discontinued_on > pr.ends_on)
  AND pg_temp.u(pr.id * 1000 + p.id, 321) < CASE WHEN pr.code LIKE 'WINTER%' AND p.category_id IN (12,13,16,61,62,63) THEN 0.5 WHEN pr.code LIKE 'SUMMER%' AND p.category_id BETWEEN 31 AND 36 THEN 0.5
      WHEN pr.code LIKE 'SPRING%' AND p.category_id IN (15,21,22,41) THEN 0.35 WHEN pr.code LIKE 'BACKPACK%' AND p.category_id BETWEEN 41 AND 43 THEN 0.7 WHEN pr.code LIKE 'ADVENT%' THEN 0.05 ELSE 0.015 END;

-- orders ------------------------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE buyer AS SELECT c.id, c.country_code, row_number() OVER (ORDER BY c.id)::int AS rn, (c.joined_at + interval '1 hour') AS since FROM retail.customer c WHERE pg_temp.u(c.id, 401) > 0.16 ORDER BY id;
CREATE UNIQUE INDEX ON buyer (rn);
CREATE TEMP TABLE day AS SELECT d::date AS d, (SELECT count(*)::int FROM buyer b WHERE b.since < d) AS buyers,
   12.5 * (CASE extract(year FROM d) WHEN 2022 THEN 1 WHEN 2023 THEN 1.21 WHEN 2024 THEN 1.38 ELSE 1.62 END)
   * (ARRAY[1.0,0.82,0.85,0.92,1.12,1.22,1.15,0.98,0.88,0.92,1.25,1.5])[extract(month FROM d)::int] * (ARRAY[0.95,0.88,0.9,0.95,1.1,1.3,0.92])[extract(isodow FROM d)::int]
   * CASE WHEN extract(month FROM d) = 11 AND extract(day FROM d) BETWEEN 20 AND 30 THEN 2.1 WHEN extract(month FROM d) = 12 AND extract(day FROM d) > 23 THEN 0.45 ELSE 1 END
   * (0.75 + 0.5 * pg_temp.u(d::date - date '2000-01-01', 402)) AS w
  FROM generate_series(date '2022-01-01', date '2025-12-31', '1 day') d;
CREATE TEMP TABLE ord AS
SELECT row_number() OVER (ORDER BY at, d, k)::int AS id, * FROM (
 SELECT day.d, k, buyers, day.d::timestamp AT TIME ZONE 'UTC' + (8 + 13 * ((pg_temp.u((d - date '2000-01-01') * 1000 + k, 403) + pg_temp.u((d - date '2000-01-01') * 1000 + k, 404)) / 2)) * interval '1 hour' AS at
 FROM day, generate_series(1, floor(w + pg_temp.u(d - date '2000-01-01', 405))::int) k) x;
CREATE TEMP TABLE ord2 AS
SELECT o.id, date_trunc('second', o.at) AS at, o.d, b.id AS customer_id, b.country_code,
  CASE WHEN pg_temp.u(o.id, 407) < 0.045 THEN 'phone' WHEN b.country_code IN ('NO','SE','DK','DE','AT','NL','FR') AND pg_temp.u(o.id, 408) < 0.46 THEN 'store' ELSE 'web' END AS channel
FROM (SELECT *, CASE WHEN pg_temp.u(id, 406) < 0.55 THEN 1 + floor(buyers * pg_temp.u(id, 409))::int
             ELSE 1 + least(buyers - 1, floor(buyers / 9 * pg_temp.u(id, 410))::int * 9 + floor(pg_temp.u(id, 411) * 2)::int * 4) END AS rn FROM ord) o JOIN buyer b USING (rn);
CREATE INDEX ON ord2 (id);
CREATE TEMP TABLE ord3 AS
SELECT o.id, o.at, o.d, o.customer_id, o.country_code, CASE WHEN o.channel = 'store' AND s.id IS NULL THEN 'web' ELSE o.channel END::retail.sales_channel AS channel, s.id AS store_id
FROM ord2 o LEFT JOIN LATERAL (SELECT s.id FROM operations.store s WHERE o.channel = 'store' AND s.country_code = o.country_code AND s.opened_on <= o.d AND coalesce(s.closed_on > o.d, true)
   ORDER BY -ln(1 - pg_temp.u(o.id * 100 + s.id, 412)) / s.floor_area_m2 LIMIT 1) s ON true;
INSERT INTO retail.sales_order (id, customer_id, channel, store_id, employee_id, ordered_at, status, promotion_id, shipping_fee, total_amount, gift_message)
SELECT o.id, o.customer_id, o.channel, o.store_id, e.id, o.at,
  (CASE WHEN o.channel <> 'store' AND pg_temp.u(o.id, 421) < 0.036 OR pg_temp.u(o.id, 421) < 0.004 THEN 'cancelled' WHEN o.channel = 'store' THEN 'completed'
       WHEN o.d > date '2025-12-29' THEN 'pending' WHEN o.d > date '2025-12-26' THEN 'processing' WHEN o.d > date '2025-12-20' THEN 'shipped' ELSE 'completed' END)::retail.order_status,
  pr.id, 0, 0,
  CASE WHEN extract(month FROM o.d) = 12 AND o.channel = 'web' AND pg_temp.u(o.id, 423) < 0.07 THEN pg_temp.pick('{"Merry Christmas!","God jul!","Frohe Weihnachten","See you on the mountain","For your next adventure","Happy birthday"}', o.id, 424) WHEN o.channel = 'web' AND pg_temp.u(o.id, 423) < 0.008 THEN pg_temp.pick('{"Happy birthday","Congratulations!","For your next adventure","Enjoy the trip"}', o.id, 424) END
FROM ord3 o
LEFT JOIN LATERAL (SELECT e.id FROM operations.employee e WHERE o.store_id IS NOT NULL AND e.store_id = o.store_id AND e.hired_on <= o.d AND coalesce(e.left_on >= o.d, true) AND e.job_title NOT IN ('Store Manager','Visual Merchandiser','Workshop Technician','Ski Technician')
   ORDER BY -ln(1 - pg_temp.u(o.id * 1000 + e.id, 425)) / (0.4 + pg_temp.u(e.id, 426)) LIMIT 1) e ON true
LEFT JOIN LATERAL (SELECT p.id FROM retail.promotion p WHERE o.d BETWEEN p.starts_on AND p.ends_on AND o.channel = ANY (p.channels) AND pg_temp.u(o.id, 427) < CASE WHEN p.scope = 'everything' THEN 0.7 ELSE 0.4 END ORDER BY p.id DESC LIMIT 1) pr ON true
ORDER BY o.id;

-- which product is bought: a chance per product and month, from popularity, season and life of the product
CREATE TEMP TABLE chance AS
SELECT m, id AS product_id, sum(w) OVER (PARTITION BY m ORDER BY id) / sum(w) OVER (PARTITION BY m) AS hi FROM (
 SELECT mon::date AS m, b.id, b.pop * power(0.05 + pg_temp.u(b.id, 431), 1.7) * CASE WHEN 'bestseller' = ANY (p.tags) THEN 2.0 ELSE 1 END * CASE WHEN b.brand_id = 1 THEN 1.35 ELSE 1 END
   * power(60 / (b.price + 25)::float8, 0.25) * greatest(0.04, 1 + b.season * cos(2 * pi() * (extract(month FROM mon) - b.peak) / 12)) AS w
 FROM prod_base b JOIN retail.product p USING (id), generate_series(timestamp '2022-01-01', '2025-12-01', '1 month') mon
 WHERE b.launched_on < mon AND coalesce(p.discontinued_on >= mon + interval '1 month', true) AND pg_temp.u(b.id, 432) > 0.035) x;
CREATE UNIQUE INDEX ON chance (m, hi, product_id);
ANALYZE chance;
INSERT INTO retail.order_line (order_id, line_no, product_id, quantity, unit_price, discount_pct)
SELECT o.id, row_number() OVER (PARTITION BY o.id ORDER BY l.k), l.product_id,
  CASE WHEN p.list_price < 35 THEN 1 + floor(4.6 * power(pg_temp.u(o.id * 10 + l.k, 441), 1.9))::int WHEN pg_temp.u(o.id * 10 + l.k, 441) > 0.93 AND p.list_price < 250 THEN 2 ELSE 1 END,
  round(p.list_price * (ARRAY[0.90,0.95,0.98,1.0])[extract(year FROM o.at)::int - 2021] * 20) / 20,
  CASE WHEN pr.id IS NOT NULL AND (pr.scope = 'everything' OR EXISTS (SELECT 1 FROM retail.promotion_product pp WHERE pp.promotion_id = pr.id AND pp.product_id = p.id)) THEN pr.discount_pct
       WHEN pg_temp.u(o.id * 10 + l.k, 442) < 0.05 THEN 5 WHEN pg_temp.u(o.id * 10 + l.k, 442) < 0.08 THEN 10 ELSE 0 END
FROM (SELECT o.id, o.ordered_at AS at, o.promotion_id FROM retail.sales_order o WHERE status <> 'cancelled') o
CROSS JOIN LATERAL (SELECT min(k) AS k, product_id FROM (SELECT k, (SELECT c.product_id FROM chance c WHERE c.m = date_trunc('month', o.at)::date AND c.hi >= pg_temp.u(o.id * 10 + k, 443) ORDER BY c.hi LIMIT 1) AS product_id
    FROM generate_series(1, 1 + floor(5.2 * power(pg_temp.u(o.id, 444), 1.85))::int) k) q GROUP BY product_id) l
JOIN retail.product p ON p.id = l.product_id LEFT JOIN retail.promotion pr ON pr.id = o.promotion_id;

UPDATE retail.sales_order o SET total_amount = t.total,
   shipping_fee = CASE WHEN o.channel = 'store' OR o.status = 'cancelled' OR t.total >= 120 THEN 0 WHEN o.channel = 'phone' THEN 9.90 WHEN pg_temp.u(o.id, 445) < 0.15 THEN 12.90 ELSE 5.90 END
FROM (SELECT o2.id, sum(l.line_total) AS total FROM retail.sales_order o2 LEFT JOIN retail.order_line l ON l.order_id = o2.id GROUP BY 1) t WHERE t.id = o.id;

UPDATE retail.customer c SET loyalty_tier = (CASE WHEN s.spend > 3800 THEN 'platinum' WHEN s.spend > 2000 THEN 'gold' WHEN s.spend > 900 THEN 'silver' ELSE 'bronze' END)::retail.loyalty_tier
FROM (SELECT c2.id, coalesce(sum(o.total_amount), 0) * (0.6 + 0.8 * pg_temp.u(c2.id, 446))::numeric AS spend FROM retail.customer c2 LEFT JOIN retail.sales_order o ON o.customer_id = c2.id GROUP BY c2.id) s
WHERE s.id = c.id AND pg_temp.u(c.id, 447) < CASE WHEN s.spend > 0 THEN 0.66 ELSE 0.15 END;

-- payments ------------------------------------------------------------------------------------------------------------------------
INSERT INTO retail.payment
SELECT row_number() OVER (ORDER BY at, order_id, part), order_id, method::retail.payment_method, amount, at, status FROM (
 SELECT o.id AS order_id, part, CASE WHEN part = 2 THEN 'gift_card' WHEN part = 0 THEN 'card' WHEN o.channel = 'store' THEN pg_temp.pick('{card,card,card,card,card,card,wallet,wallet,cash,cash}', o.id, 451) WHEN o.channel = 'phone' THEN pg_temp.pick('{invoice,invoice,card,bank_transfer}', o.id, 451)
     ELSE pg_temp.pick('{card,card,card,card,wallet,wallet,wallet,invoice,invoice,bank_transfer}', o.id, 451) END AS method,
   CASE WHEN part = 0 OR gift = 0 THEN o.total_amount + o.shipping_fee WHEN part = 1 THEN o.total_amount + o.shipping_fee - gift ELSE gift END AS amount,
   o.ordered_at + CASE WHEN part = 0 THEN interval '40 seconds' WHEN part = 2 THEN interval '60 seconds' WHEN o.channel = 'phone' OR pg_temp.u(o.id, 455) < 0.12 AND o.channel = 'web' THEN (1 + floor(20 * pg_temp.u(o.id, 456))) * interval '1 day' + interval '3 hours' ELSE interval '90 seconds' END AS at,
   CASE WHEN part = 0 THEN 'failed' WHEN o.status = 'pending' THEN 'pending' ELSE 'captured' END AS status
 FROM (SELECT o.*, CASE WHEN pg_temp.u(o.id, 452) < 0.05 AND o.total_amount > 60 THEN (ARRAY[25,50,50])[1 + o.id % 3]::numeric ELSE 0 END AS gift FROM retail.sales_order o WHERE o.status <> 'cancelled') o, generate_series(0, 2) part
 WHERE part = 1 OR part = 0 AND o.channel = 'web' AND pg_temp.u(o.id, 453) < 0.035 OR part = 2 AND gift > 0) x;

-- returns ---------------------------------------------------------------------------------------------------------------------------
INSERT INTO retail.product_return
SELECT row_number() OVER (ORDER BY returned_on, order_id, line_no), * FROM (
 SELECT l.order_id, l.line_no, o.ordered_at::date + 4 + floor(36 * power(pg_temp.u(l.order_id * 10 + l.line_no, 461), 1.6))::int AS returned_on, CASE WHEN l.quantity > 1 AND pg_temp.u(l.order_id, 462) < 0.5 THEN 1 ELSE l.quantity END AS quantity,
   CASE WHEN pg_temp.u(l.order_id * 10 + l.line_no, 463) < 0.07 THEN NULL WHEN p.category_id IN (11,12,13,14,15,21,22,23,53) AND pg_temp.u(l.order_id * 10 + l.line_no, 463) < 0.6 THEN 'wrong size'
     ELSE pg_temp.pick('{changed mind,changed mind,changed mind,defective,defective,not as described,not as described,damaged in transit,arrived too late}', l.order_id * 10 + l.line_no, 464) END AS reason,
   pg_temp.pick('{as new,as new,as new,as new,used,used,broken}', l.order_id * 10 + l.line_no, 465) AS condition,
   round(l.line_total * CASE WHEN l.quantity > 1 AND pg_temp.u(l.order_id, 462) < 0.5 THEN 1.0 / l.quantity ELSE 1 END * CASE WHEN pg_temp.u(l.order_id * 10 + l.line_no, 465) > 0.6 THEN 0.8 ELSE 1 END, 2) AS refund_amount
 FROM retail.order_line l JOIN retail.sales_order o ON o.id = l.order_id JOIN retail.product p ON p.id = l.product_id
 WHERE o.ordered_at < '2025-12-15' AND p.category_id <> 36 AND pg_temp.u(l.order_id * 10 + l.line_no, 466) < CASE WHEN o.channel = 'store' THEN 0.35 ELSE 1 END * (0.4 + 1.1 * pg_temp.u(p.id, 467)) * CASE WHEN p.category_id IN (21,22,53) THEN 0.135 WHEN p.category_id BETWEEN 11 AND 15 THEN 0.095 ELSE 0.035 END) x
WHERE returned_on <= date '2025-12-31';

-- parcels -----------------------------------------------------------------------------------------------------------------------------
INSERT INTO operations.shipment
SELECT row_number() OVER (ORDER BY shipped_at, order_id), order_id, carrier, upper(left(replace(carrier, ' ', ''), 2)) || lpad((order_id * 7919 % 10000000)::text, 7, '0') || to_char(shipped_at, 'YY'), date_trunc('minute', shipped_at), promised_on,
  CASE WHEN delivered < '2025-12-30 20:00+00' AND pg_temp.u(order_id, 479) > 0.004 AND status = 'completed' THEN date_trunc('minute', delivered) END, weight
FROM (SELECT y.*, (promised_on + CASE WHEN pg_temp.u(order_id, 476) < late_share THEN 1 + floor(6 * power(pg_temp.u(order_id, 477), 2))::int ELSE -floor(least(2, promised_on - shipped_at::date - 1) * pg_temp.u(order_id, 477))::int END)::timestamp AT TIME ZONE 'UTC' + (9 + 9 * pg_temp.u(order_id, 478)) * interval '1 hour' AS delivered
 FROM (SELECT x.*, shipped_at::date + (CASE WHEN country_code IN ('NO','SE','DK') THEN 3 WHEN country_code IN ('FI','CH','FR') THEN 6 ELSE 4 END) AS promised_on,
   (CASE carrier WHEN 'NordPak' THEN 0.07 WHEN 'Kurier Express' THEN 0.10 WHEN 'BlueParcel' THEN 0.13 WHEN 'Havn Logistics' THEN 0.09 ELSE 0.17 END) * CASE WHEN extract(month FROM shipped_at) IN (11,12) THEN 1.9 ELSE 1 END AS late_share
  FROM (SELECT o.id AS order_id, o.status, c.country_code, o.ordered_at + (6 + 60 * power(pg_temp.u(o.id, 471), 2)) * interval '1 hour' AS shipped_at,
     pg_temp.pick(CASE WHEN c.country_code IN ('NO','SE','DK','FI') THEN '{NordPak,NordPak,NordPak,Havn Logistics,BlueParcel}' WHEN c.country_code IN ('AT','CH') THEN '{TransAlp,TransAlp,Kurier Express}' WHEN c.country_code = 'DE' THEN '{Kurier Express,Kurier Express,BlueParcel,TransAlp}' ELSE '{BlueParcel,BlueParcel,Kurier Express}' END::text[], o.id, 472) AS carrier,
     (SELECT CASE WHEN count(p.weight_g) = count(*) THEN round((0.15 + sum(p.weight_g * l.quantity) / 1000.0)::numeric, 2) END FROM retail.order_line l JOIN retail.product p ON p.id = l.product_id WHERE l.order_id = o.id) AS weight
   FROM retail.sales_order o JOIN retail.customer c ON c.id = o.customer_id WHERE o.channel <> 'store' AND o.status IN ('shipped', 'completed')) x) y) z;

-- reviews ------------------------------------------------------------------------------------------------------------------------------
INSERT INTO retail."ProductReview"
SELECT row_number() OVER (ORDER BY at, customer_id, product_id), product_id, customer_id, rating,
  CASE WHEN pg_temp.u(k, 484) < 0.8 THEN pg_temp.pick(CASE WHEN rating = 5 THEN '{Excellent,Exactly what I needed,Best I have owned,Love it,Highly recommended,Top quality}' WHEN rating = 4 THEN '{Very good,Good value,Solid,Happy with it,Nearly perfect}' WHEN rating = 3 THEN '{Okay,Average,Does the job,Mixed feelings}' WHEN rating = 2 THEN '{Disappointing,Not for me,Expected more}' ELSE '{Do not buy,Broke quickly,Very disappointed,Sent it back}' END::text[], k, 485) END,
  CASE WHEN pg_temp.u(k, 484) < 0.62 THEN pg_temp.pick('{Used it on a week in the mountains,Wore it all autumn,Bought it for my daughter,Took it to the cabin,Second one I have bought,Tested it on a wet weekend,Ordered it for a hut tour}', k, 486) || pg_temp.pick(CASE WHEN rating >= 4 THEN '{" and it never let me down."," and I would buy it again."," and the quality is great."," and it kept me dry and warm."," and everybody asked where I got it.",". Light and well made."}' WHEN rating = 3 THEN '{" and it is fine for the price."," but the fit is a bit small."," but the zip feels cheap.",". Nothing special."}' ELSE '{" and a seam came apart."," but it leaked in the first rain."," and the size was wrong twice."," and the zip broke after two days.",". Heavier than stated."}' END::text[], k, 487) END,
  at, floor(24 * power(pg_temp.u(k, 488), 5))::int
FROM (SELECT DISTINCT ON (l.product_id, o.customer_id) l.product_id, o.customer_id, l.order_id::bigint * 10 + l.line_no AS k, date_trunc('second', o.ordered_at + (6 + 70 * pg_temp.u(l.order_id * 10 + l.line_no, 481)) * interval '1 day') AS at,
   CASE WHEN v < 0.46 THEN 5 WHEN v < 0.75 THEN 4 WHEN v < 0.87 THEN 3 WHEN v < 0.94 THEN 2 ELSE 1 END AS rating
  FROM retail.order_line l JOIN retail.sales_order o ON o.id = l.order_id CROSS JOIN LATERAL (SELECT greatest(0, pg_temp.u(l.order_id * 10 + l.line_no, 482) + 0.34 * (pg_temp.u(l.product_id, 467) - 0.5)) AS v) v
  WHERE pg_temp.u(l.order_id * 10 + l.line_no, 483) < CASE WHEN o.channel = 'web' THEN 0.13 ELSE 0.04 END ORDER BY l.product_id, o.customer_id, l.order_id) x
WHERE at < '2026-01-01';

-- wish lists -----------------------------------------------------------------------------------------------------------------------------
INSERT INTO retail.wishlist_item
SELECT DISTINCT ON (customer_id, product_id) customer_id, product_id, at, CASE WHEN pg_temp.u(i, 494) < 0.7 THEN 1 + floor(3 * pg_temp.u(i, 495))::int END FROM (
 SELECT i, c.id AS customer_id, (SELECT ch.product_id FROM chance ch WHERE ch.m = date_trunc('month', w.at)::date AND ch.hi >= pg_temp.u(i, 493) ORDER BY ch.hi LIMIT 1) AS product_id, w.at
 FROM generate_series(1, 7000) i JOIN retail.customer c ON c.id = 1 + floor(7900 * pg_temp.u(i - i % 3, 491))::int
 CROSS JOIN LATERAL (SELECT date_trunc('second', g + (timestamptz '2025-12-31' - g) * pg_temp.u(i, 492)) AS at FROM (SELECT greatest(c.joined_at, timestamptz '2022-01-01') AS g) gg) w) x
ORDER BY customer_id, product_id, at;

-- web visits ------------------------------------------------------------------------------------------------------------------------------
INSERT INTO retail.web_visit
SELECT row_number() OVER (ORDER BY at, k), at, customer_id, cc, pg_temp.pick(CASE WHEN order_id IS NULL THEN '{mobile,mobile,mobile,mobile,mobile,mobile,desktop,desktop,desktop,tablet}' ELSE '{mobile,mobile,mobile,mobile,desktop,desktop,desktop,desktop,desktop,tablet}' END::text[], k, 504),
  pg_temp.pick(CASE WHEN order_id IS NULL THEN '{organic search,organic search,organic search,paid search,paid search,social media,social media,direct,direct,newsletter,affiliate}' ELSE '{organic search,organic search,organic search,paid search,social media,direct,direct,direct,newsletter,newsletter,affiliate}' END::text[], k, 505),
  CASE WHEN order_id IS NULL THEN 1 + floor(19 * power(pg_temp.u(k, 506), 2.4))::int ELSE 5 + floor(26 * power(pg_temp.u(k, 506), 1.7))::int END,
  CASE WHEN pg_temp.u(k, 507) < 0.94 THEN CASE WHEN order_id IS NULL THEN 4 + floor(900 * power(pg_temp.u(k, 508), 2.6))::int ELSE 180 + floor(1700 * power(pg_temp.u(k, 508), 1.5))::int END END, order_id
FROM (SELECT o.id::bigint + 10000000 AS k, date_trunc('second', o.ordered_at - (3 + 25 * pg_temp.u(o.id, 501)) * interval '1 minute') AS at, o.customer_id, c.country_code AS cc, o.id AS order_id
  FROM retail.sales_order o JOIN retail.customer c ON c.id = o.customer_id WHERE o.channel = 'web' AND pg_temp.u(o.id, 502) < 0.2
  UNION ALL
  SELECT n.id::bigint * 10 + j, date_trunc('second', n.d::timestamp AT TIME ZONE 'UTC' + (6 + 17.5 * pg_temp.u(n.id * 10 + j, 503)) * interval '1 hour'), CASE WHEN pg_temp.u(n.id * 10 + j, 509) < 0.22 THEN n.customer_id END, CASE WHEN pg_temp.u(n.id * 10 + j, 509) >= 0.22 AND pg_temp.u(n.id * 10 + j, 510) < 0.06 THEN pg_temp.pick('{GB,IT,ES}', n.id, 511) ELSE n.country_code END, NULL
  FROM ord2 n, generate_series(1, 2) j WHERE pg_temp.u(n.id * 10 + j, 512) < 0.56) x
ORDER BY at;

-- purchasing ---------------------------------------------------------------------------------------------------------------------------------
INSERT INTO operations.purchase_order
SELECT id, supplier_id, ordered_on, expected_on, CASE WHEN status = 'received' THEN received END, status, buyer FROM (
 SELECT x.*, CASE WHEN pg_temp.u(id, 603) < 0.025 THEN 'cancelled' WHEN received > date '2025-12-31' THEN 'open' ELSE 'received' END AS status,
   (SELECT e.id FROM operations.employee e WHERE e.job_title = 'Buyer' AND pg_temp.u(id, 607) > 0.04 AND e.hired_on <= ordered_on AND coalesce(e.left_on > ordered_on, true) ORDER BY pg_temp.u(id * 1000 + e.id, 604) LIMIT 1) AS buyer
 FROM (SELECT i AS id, s.id AS supplier_id, o.ordered_on, o.ordered_on + s.lead_time_days AS expected_on,
    o.ordered_on + s.lead_time_days + CASE WHEN pg_temp.u(i, 605) < 0.12 + s.lead_time_days * 0.004 THEN 1 + floor(18 * power(pg_temp.u(i, 606), 2))::int ELSE -floor(5 * pg_temp.u(i, 606))::int END AS received
   FROM generate_series(1, 1450) i JOIN operations.supplier s ON s.id = 1 + floor(30 * power(pg_temp.u(i, 601), 1.25))::int CROSS JOIN LATERAL (SELECT date '2022-01-03' + (i - 1) AS ordered_on) o) x) y ORDER BY id;
INSERT INTO operations.purchase_order_line
SELECT po.id, ps.product_id, 10 * (1 + floor(12 * power(pg_temp.u(po.id * 1000 + ps.product_id, 611), 2))::int), round(ps.unit_cost * (ARRAY[0.93,0.96,0.99,1.0])[extract(year FROM po.ordered_on)::int - 2021], 2)
FROM operations.purchase_order po CROSS JOIN LATERAL (SELECT ps.* FROM operations.product_supplier ps JOIN retail.product p ON p.id = ps.product_id WHERE ps.supplier_id = po.supplier_id AND p.launched_on < po.ordered_on + 120 AND coalesce(p.discontinued_on > po.ordered_on, true)
  ORDER BY pg_temp.u(po.id * 1000 + ps.product_id, 612) / CASE WHEN ps.is_preferred THEN 2 ELSE 1 END LIMIT 1 + floor(8 * pg_temp.u(po.id, 613))::int) ps;

INSERT INTO operations.stock_level
SELECT s.id, p.id, CASE WHEN pg_temp.u(s.id * 1000 + p.id, 622) < 0.07 THEN 0 ELSE 1 + floor(CASE WHEN p.list_price < 50 THEN 45 WHEN p.list_price < 250 THEN 18 ELSE 7 END * power(pg_temp.u(s.id * 1000 + p.id, 623), 1.6))::int END,
  CASE WHEN p.list_price < 50 THEN 10 WHEN p.list_price < 250 THEN 4 ELSE 2 END, CASE WHEN pg_temp.u(s.id * 1000 + p.id, 624) < 0.9 THEN date '2025-09-01' + floor(pg_temp.u(s.id * 100 + p.category_id, 625) * 115)::int END
FROM operations.store s JOIN retail.product p ON p.discontinued_on IS NULL AND p.launched_on < '2025-12-01' AND pg_temp.u(s.id * 1000 + p.id, 621) < least(0.97, 0.55 + s.floor_area_m2 / 3000.0) WHERE s.closed_on IS NULL;

-- customer service ------------------------------------------------------------------------------------------------------------------------------
INSERT INTO operations.support_ticket
SELECT row_number() OVER (ORDER BY opened, k), customer_id, order_id, assignee, topic, priority, opened, CASE WHEN closed < '2025-12-31 18:00+00' AND assignee IS NOT NULL THEN closed END,
  CASE WHEN closed < '2025-12-31 18:00+00' AND assignee IS NOT NULL AND pg_temp.u(k, 637) < 0.55 THEN greatest(1, least(5, round(5.4 - extract(epoch FROM closed - opened) / 86400 * 0.35 - 2.4 * pg_temp.u(k, 638))))::int END
FROM (SELECT z.*, date_trunc('minute', opened + (0.5 + 150 * power(pg_temp.u(k, 634), 2.5)) * CASE priority WHEN 'urgent' THEN 0.25 WHEN 'high' THEN 0.6 ELSE 1 END * interval '1 hour') AS closed,
  (SELECT e.id FROM operations.employee e WHERE e.department = 'Customer Service' AND e.id > 7 AND e.hired_on <= opened::date AND coalesce(e.left_on > opened::date, true) AND (opened < '2025-12-29' OR pg_temp.u(k, 635) < 0.4) ORDER BY -ln(1 - pg_temp.u(k * 1000 + e.id, 636)) / (0.3 + pg_temp.u(e.id, 639)) LIMIT 1) AS assignee
 FROM (SELECT o.id::bigint AS k, o.customer_id, o.id AS order_id, date_trunc('minute', o.ordered_at + (0.2 + 16 * power(pg_temp.u(o.id, 631), 1.5)) * interval '1 day') AS opened,
    CASE WHEN ls.order_id IS NOT NULL THEN pg_temp.pick('{delivery,delivery,delivery,complaint}', o.id, 632) ELSE pg_temp.pick('{delivery,delivery,return,return,return,payment,complaint,product question}', o.id, 632) END AS topic,
    pg_temp.pick(CASE WHEN ls.order_id IS NOT NULL THEN '{normal,high,high,urgent}' ELSE '{low,low,normal,normal,normal,normal,normal,high,urgent}' END::text[], o.id, 633)::operations.ticket_priority AS priority
   FROM retail.sales_order o LEFT JOIN operations.late_shipment ls ON ls.order_id = o.id WHERE pg_temp.u(o.id, 630) < CASE WHEN ls.order_id IS NOT NULL THEN 0.42 WHEN o.channel = 'store' THEN 0.03 ELSE 0.11 END
  UNION ALL
  SELECT c.id::bigint + 50000000, c.id, NULL, date_trunc('minute', greatest(c.joined_at, timestamptz '2022-01-01') + (timestamptz '2025-12-31' - greatest(c.joined_at, timestamptz '2022-01-01')) * pg_temp.u(c.id, 641)), pg_temp.pick('{account,account,product question,product question,product question,payment}', c.id, 632), pg_temp.pick('{low,low,low,normal,normal,high}', c.id, 633)::operations.ticket_priority
  FROM retail.customer c WHERE pg_temp.u(c.id, 640) < 0.13) z WHERE opened < '2026-01-01') y;

COMMIT;
REFRESH MATERIALIZED VIEW retail.monthly_sales;
ANALYZE;
