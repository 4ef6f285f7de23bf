/// A type, the same however it is written: `int4`, `shop.channel`. Arrays, modifiers and spellings make no difference,
/// because what hangs on a type hangs on an array of it as well.
enum TypeKey {
  /// The parts of a name as `format_type` prints it: `shop."Odd.Name"`, `timestamp(3) without time zone`, `text[]`.
  static func parts(printed text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    var wasQuoted = false
    var inBrackets = 0
    for character in text {
      switch character {
      case "\"":
        // A doubled quote inside quotes comes out as one, since the second reopens what the first closed.
        if !isQuoted, wasQuoted, !part.isEmpty { part.append(character) }
        isQuoted.toggle()
        wasQuoted = true
      case _ where isQuoted: part.append(character)
      case "(", "[": inBrackets += 1
      case ")", "]": inBrackets -= 1
      case _ where inBrackets > 0: break
      case ".":
        parts.append(part)
        part = ""
        wasQuoted = false
      default: part.append(character)
      }
    }
    if !wasQuoted { part = spelled[part] ?? (part.hasPrefix("interval") ? "interval" : part) }
    return parts + [part]
  }

  /// Names of the standard that stand for names of PostgreSQL.
  private static let spelled = [
    "bigint": "int8", "integer": "int4", "smallint": "int2", "boolean": "bool", "character varying": "varchar",
    "character": "bpchar", "bit varying": "varbit", "double precision": "float8", "real": "float4",
    "timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz",
    "time without time zone": "time", "time with time zone": "timetz",
  ]

  /// The types that behave alike when the server looks for an operator that nearly fits.
  static func category(_ key: String) -> String {
    switch key {
    case "int2", "int4", "int8", "numeric", "float4", "float8", "money", "oid": "number"
    case "text", "varchar", "bpchar", "name", "char", "unknown": "string"
    case "date", "time", "timetz", "timestamp", "timestamptz": "time"
    case "inet", "cidr": "inet"
    case "bit", "varbit": "bits"
    default: key
    }
  }

  /// The type that arithmetic makes of two; `nil` where it is another rule that tells.
  static func number(_ left: String?, _ right: String?) -> String? {
    let order = ["int2", "int4", "int8", "numeric", "float4", "float8"]
    // A literal is what the other one is.
    let known = [left, right].compactMap { $0 == "unknown" ? nil : $0 }
    let places = known.compactMap(order.firstIndex)
    guard left != nil, right != nil, !places.isEmpty, places.count == known.count, let top = places.max() else {
      return nil
    }
    // Of two different kinds one is float8, where one is a float.
    return order[top] == "float4" && Set(places).count > 1 ? "float8" : order[top]
  }

  /// Types that take a value of any other.
  static func isPolymorphic(_ key: String) -> Bool { key.hasPrefix("any") || key == "\"any\"" || key == "record" }
}
