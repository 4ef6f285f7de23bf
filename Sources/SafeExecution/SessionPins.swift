internal import Postgres
internal import Vocabulary

/// What must hold in a session when a statement meets it, and the question that makes the server compare.
///
/// The comparison travels in the statement's own round trip, before it: where anything differs the comparison fails, and
/// the server skips the rest. Its operators and functions are named with their schema, so that no other can take their place.
struct SessionPins {
  /// A setting, or another expression, and the text that it must have.
  private struct Pin {
    let name: String
    let expression: String
    let wanted: String
  }

  private var pins: [Pin] = []

  /// Settings that never differ; opened with and compared.
  static let fixed = [
    "standard_conforming_strings": "on", "backslash_quote": "safe_encoding", "transform_null_equals": "off",
    "row_security": "on", "jit": "off", "work_mem": "16MB", "max_parallel_workers_per_gather": "0",
  ]

  /// - Parameters:
  ///   - timeout: of the statement, in milliseconds.
  ///   - lockTimeout: in milliseconds.
  init(identity: Identity, searchPath: [String], timeout: Int, lockTimeout: Int) {
    for (name, value) in Self.fixed.sorted(by: { $0.key < $1.key }) { add(setting: name, value) }
    add(setting: "client_encoding", "UTF8")
    add(setting: "transaction_read_only", "on")
    add(setting: "statement_timeout", Self.spelled(milliseconds: timeout))
    add(setting: "lock_timeout", Self.spelled(milliseconds: lockTimeout))
    for (name, value) in identity.settings.sorted(by: { $0.key < $1.key }) { add(setting: name, value) }
    if let role = identity.role {
      pins.append(Pin(name: "role", expression: "CURRENT_USER::pg_catalog.text", wanted: role))
    }
    pins.append(
      Pin(
        name: "search_path", expression: "pg_catalog.array_to_string(pg_catalog.current_schemas(false), ', ')",
        wanted: searchPath.joined(separator: ", ")))
  }

  private mutating func add(setting name: String, _ wanted: String) {
    let expression = "pg_catalog.current_setting(\(SQLText.literal(name)), true)"
    pins.append(Pin(name: name, expression: expression, wanted: wanted))
  }

  /// As `current_setting` spells a time: in the largest unit that leaves no rest.
  static func spelled(milliseconds: Int) -> String {
    guard milliseconds > 0 else { return "0" }
    for (unit, length) in [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000)]
    where milliseconds % length == 0 {
      return "\(milliseconds / length)\(unit)"
    }
    return "\(milliseconds)ms"
  }

  // A control character that no value of a setting holds, between marks that no server's own words hold.
  private static let separator = "\u{1f}"
  private static let marks = (start: "dragoman-pins<", end: ">dragoman-pins")

  /// Fails with what it found as its message unless all is as it should be.
  var comparison: PostgresStatement {
    let found = pins.map(\.expression).joined(separator: ", '\(Self.separator)', ")
    let wanted = SQLText.literal(pins.map(\.wanted).joined(separator: Self.separator))
    return PostgresStatement(
      """
      SELECT CASE WHEN found OPERATOR(pg_catalog.=) \(wanted) THEN 0 \
      ELSE pg_catalog.concat('\(Self.marks.start)', found, '\(Self.marks.end)')::pg_catalog.int4 END \
      FROM (SELECT pg_catalog.concat(\(found)) AS found OFFSET 0) p
      """)
  }

  /// What the failed comparison tells; `nil` when the fault is another one.
  func difference(in fault: ServerFault) -> SafeExecutionError? {
    guard fault.sqlState == "22P02", let start = fault.message.firstRange(of: Self.marks.start),
      let end = fault.message.ranges(of: Self.marks.end).last, start.upperBound <= end.lowerBound
    else { return nil }
    let values = fault.message[start.upperBound..<end.lowerBound].split(
      separator: "\u{1f}", omittingEmptySubsequences: false)
    for (pin, value) in zip(pins, values) where pin.wanted != value {
      return .unpinned(setting: pin.name, expected: pin.wanted, actual: String(value))
    }
    return .unpinned(setting: "session", expected: "as it was made", actual: "not")
  }
}
