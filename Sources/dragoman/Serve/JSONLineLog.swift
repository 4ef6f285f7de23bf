import Foundation
import Logging
import Presentation

/// Writes each log message as one JSON object on a line of standard error, for machines that collect them.
struct JSONLineLog: LogHandler {
  let label: String
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  init(label: String) { self.label = label }

  func log(event: LogEvent) { Terminal.note(line(event, at: Date())) }

  /// The line: time, level, message, label, and what else is known under its own name.
  func line(_ event: LogEvent, at time: Date) -> String {
    var json = JSONObject()
    json.add("time", time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    json.add("level", event.level.rawValue)
    json.add("message", event.message.description)
    json.add("label", label)
    for (name, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
      $0.key < $1.key
    }) {
      // A number stays one; everything else is text.
      if case .stringConvertible(let number as Int) = value {
        json.add(name, number)
      } else {
        json.add(name, "\(value)")
      }
    }
    return json.json
  }
}
