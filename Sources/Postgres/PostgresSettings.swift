/// How a connection is made. The connection string may hold a password: it is never shown.
package struct PostgresSettings: Hashable, Sendable {
  /// A libpq connection string: a `postgresql://` address or `key=value` pairs.
  package var connectionString: String
  /// Run-time parameters that hold from the first moment of the session, whatever the connection string says.
  package var options: [String: String]
  package var applicationName: String
  package var connectTimeout: Duration
  /// How long the server has to stop a statement before the socket is closed on it.
  package var cancelGrace: Duration

  package init(
    connectionString: String, options: [String: String] = [:], applicationName: String = "dragoman",
    connectTimeout: Duration = .seconds(10), cancelGrace: Duration = .seconds(2)
  ) {
    self.connectionString = connectionString
    self.options = options
    self.applicationName = applicationName
    self.connectTimeout = connectTimeout
    self.cancelGrace = cancelGrace
  }

  /// The value of libpq's `options`: those of the connection string first, because the server lets the last one win.
  func sessionOptions(after given: String?) -> String {
    let pinned = options.sorted { $0.key < $1.key }.map { name, value in
      let escaped = value.replacing("\\", with: "\\\\").replacing(" ", with: "\\ ")
      return "-c \(name)=\(escaped)"
    }
    return ((given.map { [$0] } ?? []) + pinned).joined(separator: " ")
  }
}
