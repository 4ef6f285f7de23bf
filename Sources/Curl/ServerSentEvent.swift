/// One event of a `text/event-stream`.
package struct ServerSentEvent: Hashable, Sendable {
  /// `message` unless the stream names it.
  package var type: String
  /// The lines of data, joined by line feeds.
  package var data: String
  /// The last identifier that the stream gave.
  package var id: String

  package init(type: String = "message", data: String, id: String = "") {
    self.type = type
    self.data = data
    self.id = id
  }
}
