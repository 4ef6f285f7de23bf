internal import Postgres

/// Turns values of the store into PostgreSQL's text form and back.
enum PostgresCell {
  static func statement(_ statement: StoreStatement, _ arguments: [String: Cell]) -> PostgresStatement {
    let numbered = NumberedStatement.of(statement.text(for: .postgresql))
    return PostgresStatement(
      numbered.sql,
      numbered.names.map { name in
        guard let cell = arguments[name] else { preconditionFailure("no value for :\(name) in: \(numbered.sql)") }
        return text(cell)
      })
  }

  static func cells(_ row: borrowing PostgresRow) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(row.count)
    for column in 0..<row.count { cells.append(cell(row, column)) }
    return cells
  }

  private static func text(_ cell: Cell) -> String? {
    switch cell {
    case .null: nil
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text
    case .bytes(let bytes): "\\x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  private static func cell(_ row: borrowing PostgresRow, _ column: Int) -> Cell {
    guard !row.isNull(column) else { return .null }
    return switch row.type(column) {
    case 20, 21, 23, 26: .integer(Int64(row.integer(column)))
    case 16: .integer(row.boolean(column) ? 1 : 0)
    case 700, 701, 1700: .real(Double(row.string(column)) ?? .nan)
    case 17: .bytes(row.withBytes(column) { bytes($0) })
    default: .text(row.string(column))
    }
  }

  /// The bytes of bytea's hex form.
  private static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    func digit(_ byte: UInt8) -> UInt8 { byte < 0x3A ? byte &- 0x30 : (byte | 0x20) &- 0x57 }
    return stride(from: 2, to: text.count - 1, by: 2).map { digit(text[$0]) << 4 | digit(text[$0 + 1]) }
  }
}
