internal import Foundation

/// Standard output and standard error.
enum Screen {
  /// Writes to standard output; ends the program quietly when nobody reads any more.
  static func write(_ text: String) {
    guard !text.isEmpty else { return }
    do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch { exit(0) }
  }

  /// Writes to standard error; a closed one is nobody's loss.
  static func complain(_ text: String) {
    if !text.isEmpty { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
  }
}
