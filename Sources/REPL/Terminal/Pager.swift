internal import Foundation
internal import Presentation

/// Shows what is longer or wider than the screen through the person's own pager.
enum Pager {
  /// Whether some rows need it.
  static func isNeeded(_ text: String, _ when: Display.Pager) -> Bool {
    guard when != .off, let screen = Screen.size(), screen.lines > 0 else { return false }
    if when == .always { return true }
    var lines = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let width = line.utf8.count <= screen.columns ? line.utf8.count : DisplayWidth.of(String(line))
      // Tables that are too wide wrap beyond recognition, so that one such line is enough.
      if width > screen.columns { return true }
      lines += 1
      if lines >= screen.lines { return true }
    }
    return false
  }

  static func show(_ text: String) async {
    let environment = ProcessInfo.processInfo.environment
    let program = environment["PSQL_PAGER"] ?? environment["PAGER"] ?? "less"
    guard !program.trimmed.isEmpty else { return Screen.write(text) }
    let status = await Foreground.shell(program, input: text)
    // Without the program the rows are shown all the same.
    if status == 127 { Screen.write(text) }
  }
}
