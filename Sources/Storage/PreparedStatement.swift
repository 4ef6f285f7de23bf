internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// A statement that SQLite has prepared on one connection, bound and stepped without going through values of GRDB.
struct PreparedStatement {
  private let statement: OpaquePointer
  private let connection: OpaquePointer?
  private let sql: String
  /// Keeps `statement` alive.
  private let owner: Statement
  /// Parameter names by position; SQLite gives the same name one position.
  private let names: [String]

  init(_ sql: String, _ database: Database) throws {
    owner = try database.cachedStatement(sql: sql)
    statement = owner.sqliteStatement
    connection = database.sqliteConnection
    self.sql = sql
    names = Self.names(of: owner.sqliteStatement, sql)
  }

  /// Read once for each text.
  private static let known = Mutex<[String: [String]]>([:])

  private static func names(of prepared: OpaquePointer, _ sql: String) -> [String] {
    if let names = known.withLock({ $0[sql] }) { return names }
    let names = (0..<sqlite3_bind_parameter_count(prepared)).map { position in
      sqlite3_bind_parameter_name(prepared, position + 1).map { String(cString: $0 + 1) } ?? ""
    }
    known.withLock { known in
      if known.count > 256 { known = [:] }
      known[sql] = names
    }
    return names
  }

  func run(_ arguments: [String: Cell]) throws { try each(arguments) { _ in } }

  func each(_ arguments: [String: Cell], _ body: (borrowing RowView) throws -> Void) throws {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    sqlite3_reset(statement)
    for (position, name) in names.enumerated() {
      guard let cell = arguments[name] else { preconditionFailure("no value for :\(name) in: \(sql)") }
      try check(bind(cell, Int32(position + 1)))
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body(RowView(statement))
      case SQLITE_DONE: return
      case let code: try check(code)
      }
    }
  }

  /// SQLite copies what it is bound to.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func bind(_ cell: Cell, _ position: Int32) -> Int32 {
    switch cell {
    case .null: return sqlite3_bind_null(statement, position)
    case .integer(let number): return sqlite3_bind_int64(statement, position, number)
    case .real(let number): return sqlite3_bind_double(statement, position, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          // A null pointer would bind NULL for an empty text; none of the other's bytes are read.
          sqlite3_bind_text64(
            statement, position, $0.baseAddress ?? sqlite3_libversion(), UInt64($0.count), Self.copied,
            UInt8(SQLITE_UTF8))
        }
      }
    case .bytes(let bytes):
      return bytes.isEmpty
        ? sqlite3_bind_zeroblob(statement, position, 0)
        : sqlite3_bind_blob64(statement, position, bytes, UInt64(bytes.count), Self.copied)
    }
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
        message: sqlite3_errmsg(connection).map { String(cString: $0) }, sql: sql)
    }
  }
}
