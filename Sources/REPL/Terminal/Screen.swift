internal import Foundation
internal import Presentation

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

  /// Shows what is being done on a line that the next one replaces; `nil` clears it.
  ///
  /// Of a longer text its end is shown: a line that wraps could not be taken back.
  static func status(_ text: String?, isColoured: Bool) {
    let shown = text.map { fitting($0, width: (size()?.columns ?? 80) - 1) } ?? ""
    write("\r\u{1B}[K" + (isColoured && !shown.isEmpty ? "\u{1B}[2m\(shown)\u{1B}[0m" : shown))
  }

  /// The end of a text in one line of some width, without what would steer the terminal.
  static func fitting(_ text: String, width: Int) -> String {
    let line = String(text.map { $0.isWhitespace || $0.isASCII && $0 < " " || $0 == "\u{7F}" ? " " : $0 }).trimmed
    guard DisplayWidth.of(line) > width else { return line }
    var (end, taken) = (line.endIndex, 1)
    while end > line.startIndex {
      let before = line.index(before: end)
      taken += DisplayWidth.of(String(line[before]))
      if taken > width { break }
      end = before
    }
    return "…" + line[end...]
  }

  /// The screen's columns and lines as they are now; `nil` where there is no screen.
  static func size() -> (columns: Int, lines: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 0
    return (columns > 0 ? columns : Int(size.ws_col), Int(size.ws_row))
  }
}
