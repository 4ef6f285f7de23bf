import Foundation
import Glibc
import Vocabulary

/// Standard output and standard error, as what they are: a terminal or a pipe.
enum Terminal {
  /// Writes to standard output; ends the program quietly when nobody reads any more.
  static func write(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      exit(0)
    }
  }

  static func line(_ text: String = "") { write(text + "\n") }

  /// Writes to standard error; a closed one is nobody's loss.
  static func note(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }

  static func error(_ error: any Error) {
    guard let breakage = error as? any Breakage else { return note("dragoman: \(error)") }
    note("dragoman: \(breakage.message) [\(breakage.code)]")
    if let detail = breakage.detail { note("  detail: \(detail)") }
    if let hint = breakage.hint { note("  hint: \(hint)") }
  }

  static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether colours are welcome on standard output.
  static var hasColours: Bool {
    let environment = ProcessInfo.processInfo.environment
    return outputIsTerminal && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
  }

  static func dimmed(_ text: String) -> String { hasColours ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  static func bold(_ text: String) -> String { hasColours ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}

/// A bar on standard error; silent when that is no terminal.
struct ProgressBar {
  let title: String
  let total: Int
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now - .seconds(1)

  init(_ title: String, total: Int) {
    self.title = title
    self.total = total
  }

  mutating func show(_ done: Int) {
    guard Terminal.errorIsTerminal, done == total || .now - last > .milliseconds(100) else { return }
    last = .now
    let width = 30
    let filled = total == 0 ? width : done * width / max(1, total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let elapsed = Double((ContinuousClock.now - start).components.seconds)
    let left = done > 0 ? Int(elapsed / Double(done) * Double(total - done)) : 0
    let text = "\r\(title) \(bar) \(done)/\(total)" + (done == total ? "\n" : "  \(left) s left ")
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
