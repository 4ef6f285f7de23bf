internal import Synchronization

/// A statement with named parameters, in PostgreSQL's form: `:name` becomes `$1`, `$2`, …
struct NumberedStatement: Sendable {
  let sql: String
  /// The names in the order of their numbers.
  let names: [String]

  private static let known = Mutex<[String: NumberedStatement]>([:])

  /// The same text is read once a process.
  static func of(_ sql: String) -> NumberedStatement {
    known.withLock { known in
      if let statement = known[sql] { return statement }
      let statement = NumberedStatement(sql)
      known[sql] = statement
      return statement
    }
  }

  init(_ text: String) {
    var reader = SQLTextReader(text)
    var sql: [UInt8] = []
    var names: [String] = []
    while let piece = reader.next() {
      guard piece.kind == .plain else {
        sql += piece.bytes
        continue
      }
      var rest = piece.bytes[...]
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: ":"), sql.last != UInt8(ascii: ":"), let first = rest.first, Self.isWord(first),
          !Self.isDigit(first)
        else {
          sql.append(byte)
          continue
        }
        let name = String(decoding: rest.prefix(while: Self.isWord), as: UTF8.self)
        rest = rest.dropFirst(name.utf8.count)
        let number = names.firstIndex(of: name) ?? names.count
        if number == names.count { names.append(name) }
        sql += "$\(number + 1)".utf8
      }
    }
    self.sql = String(decoding: sql, as: UTF8.self)
    self.names = names
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_")
  }
}
