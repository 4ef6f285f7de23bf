/// SQL names of types, without modifiers.
enum TypeNames {
  /// Types that every server has under the same oid.
  static let builtIn: [UInt32: String] = [
    16: "boolean", 17: "bytea", 18: "\"char\"", 19: "name", 20: "bigint", 21: "smallint", 22: "int2vector",
    23: "integer", 24: "regproc", 25: "text", 26: "oid", 27: "tid", 28: "xid", 30: "oidvector", 114: "json",
    142: "xml", 199: "json[]", 600: "point", 603: "box", 628: "line", 650: "cidr", 700: "real",
    701: "double precision", 705: "unknown", 718: "circle", 790: "money", 791: "money[]", 829: "macaddr", 869: "inet",
    1000: "boolean[]", 1001: "bytea[]", 1002: "\"char\"[]", 1003: "name[]", 1005: "smallint[]", 1007: "integer[]",
    1009: "text[]", 1014: "character[]", 1015: "character varying[]", 1016: "bigint[]", 1021: "real[]",
    1022: "double precision[]", 1028: "oid[]", 1041: "inet[]", 1042: "character", 1043: "character varying",
    1082: "date", 1083: "time without time zone", 1114: "timestamp without time zone",
    1115: "timestamp without time zone[]", 1182: "date[]", 1183: "time without time zone[]",
    1184: "timestamp with time zone", 1185: "timestamp with time zone[]", 1186: "interval", 1187: "interval[]",
    1231: "numeric[]", 1266: "time with time zone", 1560: "bit", 1562: "bit varying", 1700: "numeric",
    2205: "regclass", 2206: "regtype", 2249: "record", 2275: "cstring", 2277: "anyarray", 2278: "void",
    2287: "record[]", 2950: "uuid", 2951: "uuid[]", 3614: "tsvector", 3615: "tsquery", 3802: "jsonb", 3807: "jsonb[]",
    3904: "int4range", 3906: "numrange", 3908: "tsrange", 3910: "tstzrange", 3912: "daterange", 3926: "int8range",
    4072: "jsonpath",
  ]

  /// Names of the types whose oids are the array `$1`.
  static let lookUp = """
    SELECT t.oid, pg_catalog.format_type(t.oid, NULL) FROM pg_catalog.pg_type t WHERE t.oid = ANY ($1::pg_catalog.oid[])
    """
}
