internal import Foundation

/// Where rows go.
enum RowTarget {
  case screen
  case file(FileHandle, path: String)
  /// To a command, which gets all of them at the end.
  case command(String, text: String)

  /// Opens what `\o` and `\g` name: a file, or `|` and a command.
  static func open(_ target: String, allowsShell: Bool) throws(ReplError) -> RowTarget {
    if target.hasPrefix("|") {
      guard allowsShell else { throw .notAllowed("!", setting: "repl.shell") }
      return .command(String(target.dropFirst()).trimmed, text: "")
    }
    let path = Self.path(target)
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else { throw .unwritableFile(path, reason: String(cString: strerror(errno))) }
    return .file(file, path: path)
  }

  /// `~/` is the home folder.
  static func path(_ text: String) -> String {
    guard text == "~" || text.hasPrefix("~/") else { return text }
    return (ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()) + text.dropFirst()
  }

  var isScreen: Bool { if case .screen = self { true } else { false } }

  mutating func write(_ text: String) throws(ReplError) {
    switch self {
    case .screen: break
    case .file(let file, let path):
      do { try file.write(contentsOf: Data(text.utf8)) } catch {
        throw .unwritableFile(path, reason: String(cString: strerror(errno)))
      }
    case .command(let command, let before): self = .command(command, text: before + text)
    }
  }
}
