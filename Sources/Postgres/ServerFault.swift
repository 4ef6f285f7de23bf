internal import CPostgres

/// An error as the server reported it.
package struct ServerFault: Hashable, Sendable {
  package var sqlState: String
  package var message: String
  package var detail: String?
  package var hint: String?
  /// The place in the statement, in characters, the first being 1.
  package var position: Int?

  package init(sqlState: String, message: String, detail: String? = nil, hint: String? = nil, position: Int? = nil) {
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
    self.hint = hint
    self.position = position
  }

  init(_ result: OpaquePointer) {
    func field(_ code: Character) -> String? {
      PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
    }
    // Letters as PG_DIAG_SQLSTATE and its sisters define them; those macros do not reach Swift.
    sqlState = field("C") ?? "XX000"
    message = field("M") ?? String(cString: PQresultErrorMessage(result))
    detail = field("D")
    hint = field("H")
    position = field("P").flatMap { Int($0) }
  }
}
