internal import Foundation

/// The last lines of a log, from where it ended when this was made: what one run of a child said.
struct LogTail: Sendable {
  let path: String
  /// The log's length in bytes at that moment.
  let start: Int

  private static let maxBytes = 4096
  private static let maxLines = 8

  init(path: String) {
    self.path = path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    start = (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  var text: String {
    guard let file = FileHandle(forReadingAtPath: path) else { return "" }
    defer { try? file.close() }
    guard let end = try? file.seekToEnd() else { return "" }
    // A shorter log is a new one.
    let from = Int(end) < start ? 0 : start
    try? file.seek(toOffset: UInt64(max(from, Int(end) - Self.maxBytes)))
    let lines = String(decoding: file.readDataToEndOfFile(), as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.suffix(Self.maxLines).map { ServerMessage.excerpt(of: $0.utf8) }.joined(separator: "\n")
  }
}
