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

  /// The screen's columns and lines as they are now; `nil` where there is no screen.
  static func size() -> (columns: Int, lines: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 0
    return (columns > 0 ? columns : Int(size.ws_col), Int(size.ws_row))
  }
}
