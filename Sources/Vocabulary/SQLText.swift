/// Spells identifiers and literals as PostgreSQL reads them.
package enum SQLText {
  /// An identifier, quoted unless it is plain lower case and no reserved word.
  package static func identifier(_ name: String) -> String {
    isPlain(name) ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  /// A string literal that means the same whatever `standard_conforming_strings` is.
  package static func literal(_ text: String) -> String {
    let quoted = "'" + text.replacing("'", with: "''") + "'"
    guard text.contains("\\") else { return quoted }
    return "E" + quoted.replacing("\\", with: "\\\\")
  }

  private static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, first == UInt8(ascii: "_") || isLowercase(first) else { return false }
    let plain = name.utf8.allSatisfy { isLowercase($0) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "_") }
    return plain && !reserved.contains(name)
  }

  private static func isLowercase(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 }

  /// PostgreSQL 15's reserved words and those that cannot be a bare column or function name (`pg_get_keywords()`).
  private static let reserved: Set<String> = Set(
    """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
    char character check coalesce collate collation column concurrently constraint create cross current_catalog
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
    desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
    grouping having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading
    least left like limit localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric
    offset on only or order out outer overlaps overlay placing position precision primary real references returning
    right row select session_user setof similar smallint some substring symmetric system_user table tablesample then
    time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window
    with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
    xmltable
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
