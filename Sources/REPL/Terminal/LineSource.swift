internal import CEditLine
internal import Dispatch
internal import Foundation

/// Reads lines, edited ones from a terminal and plain ones from a pipe, on a thread of its own that may block.
actor LineSource {
  enum Line: Sendable, Equatable {
    case text(String)
    /// Ctrl-C.
    case interrupted
    case end
  }

  private final class Executor: SerialExecutor {
    private let queue = DispatchQueue(label: "line source")

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }

  private let executor = Executor()
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let historyFile: String?
  private let isEdited: Bool
  private let completer: Completer?
  private var editor: UnsafeMutablePointer<line_editor>?

  /// `isEdited` asks for an editor; without one, prompts are printed and lines taken as they come.
  init(isEdited: Bool, historyFile: String?, completer: Completer? = nil) {
    self.completer = completer
    self.isEdited = isEdited
    self.historyFile = historyFile
  }

  /// The next line without its end.
  ///
  /// - Parameter isKept: whether the history keeps it.
  func next(prompt: String, isKept: Bool = true) -> Line {
    if isEdited, editor == nil {
      if let historyFile { Self.makeFolder(of: historyFile) }
      // The editor asks it on this thread only, while a line is read.
      let context = completer.map { Unmanaged.passUnretained($0).toOpaque() }
      editor = line_editor_open("dragoman", historyFile, context == nil ? nil : Completer.function, context)
    }
    guard let editor else {
      if !prompt.isEmpty { Screen.write(prompt) }
      return readLine(strippingNewline: true).map { .text($0) } ?? .end
    }
    var interrupted: Int32 = 0
    let line = line_editor_read(editor, prompt, &interrupted)
    if interrupted != 0 { return .interrupted }
    guard let line else { return .end }
    var text = String(cString: line)
    while text.last?.isNewline == true { text.removeLast() }
    if isKept, text.contains(where: { !$0.isWhitespace }) { line_editor_remember(editor, text) }
    return .text(text)
  }

  /// The lines typed so far, oldest first; those of earlier sessions, too.
  func typed() -> [String] {
    guard let editor else { return [] }
    var lines: [String] = []
    var line = line_editor_oldest(editor)
    while let text = line {
      lines.append(String(cString: text))
      line = line_editor_newer(editor)
    }
    return lines.map { $0.trimmed }
  }

  /// The next key, without waiting for the end of a line; `nil` at the end.
  func key() -> Character? { KeySource.next() }

  /// Gives the terminal back as it was.
  func close() {
    line_editor_close(editor)
    editor = nil
  }

  /// The history holds what was asked: nobody else's business.
  private static func makeFolder(of file: String) {
    let folder = URL(filePath: file).deletingLastPathComponent().path
    // Without a folder there is no history, and everything else works.
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }
}
