internal import GRDBSQLite

/// A row as it comes from the store, valid only while it is shown.
package struct RowView: ~Copyable {
  private enum Source {
    case sqlite(OpaquePointer)
    case copy(StoredRow)
  }

  private let source: Source

  init(_ statement: OpaquePointer) { source = .sqlite(statement) }

  init(_ row: StoredRow) { source = .copy(row) }

  /// The row, to be kept.
  package var copy: StoredRow {
    switch source {
    case .sqlite(let statement):
      StoredRow(cells: (0..<sqlite3_column_count(statement)).map { Self.cell(statement, $0) })
    case .copy(let row): row
    }
  }

  package func isNull(_ column: Int) -> Bool {
    switch source {
    case .sqlite(let statement): sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    case .copy(let row): row.cells[column] == .null
    }
  }

  /// A whole number; 0 for anything else.
  package func integer(_ column: Int) -> Int64 {
    switch source {
    case .sqlite(let statement):
      sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER
        ? sqlite3_column_int64(statement, Int32(column)) : 0
    case .copy(let row): row.integer(column) ?? 0
    }
  }

  /// The bytes of a text or of bytes; empty for anything else.
  package func withBytes<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    switch source {
    case .sqlite(let statement):
      let kind = sqlite3_column_type(statement, Int32(column))
      guard kind == SQLITE_BLOB || kind == SQLITE_TEXT, let start = sqlite3_column_blob(statement, Int32(column))
      else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
      return try body(
        UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    case .copy(let row):
      switch row.cells[column] {
      case .text(var text): return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
      case .bytes(let bytes): return try bytes.withUnsafeBytes(body)
      default: return try body(UnsafeRawBufferPointer(start: nil, count: 0))
      }
    }
  }

  private static func cell(_ statement: OpaquePointer, _ column: Int32) -> Cell {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_NULL: return .null
    case let kind:
      let start = sqlite3_column_blob(statement, column)
      let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
      return kind == SQLITE_TEXT ? .text(String(decoding: bytes, as: UTF8.self)) : .bytes(Array(bytes))
    }
  }
}
