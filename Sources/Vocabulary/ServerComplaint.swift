/// An error exactly as the database server worded it. It may repeat values of the data, so that it goes into the audit log
/// and nowhere else: not to the asker, not into a prompt.
package struct ServerComplaint: Hashable, Sendable, Codable {
  package var sqlState: String
  package var message: String
  package var detail: String?
  package var hint: String?

  package init(sqlState: String, message: String, detail: String? = nil, hint: String? = nil) {
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
    self.hint = hint
  }
}
