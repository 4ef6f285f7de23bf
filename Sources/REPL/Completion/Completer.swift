internal import Foundation
internal import Synchronization
internal import Vocabulary

/// Answers the Tab key: it is asked from the line editor's thread, while the session goes on elsewhere.
final class Completer: Sendable {
  private struct Knowledge {
    var index: CompletionIndex?
    var isWhole = false
    var unfinished = ""
  }

  private let knowledge = Mutex(Knowledge())

  /// What is known of the database from now on.
  ///
  /// - Parameters:
  ///   - terms: what the glossary calls things.
  ///   - isWhole: whether the values that the role may see are in it.
  func know(_ snapshot: SchemaSnapshot, terms: [String] = [], isWhole: Bool = true) {
    let known = knowledge.withLock { $0 }
    guard
      known.index?.fingerprint != snapshot.fingerprint || known.index?.terms != terms || isWhole && !known.isWhole
    else { return }
    let index = CompletionIndex(snapshot, terms: terms)
    knowledge.withLock { ($0.index, $0.isWhole) = (index, isWhole) }
  }

  /// The lines of the statement before the one that is edited.
  func begin(after unfinished: String) { knowledge.withLock { $0.unfinished = unfinished } }

  func completion(of line: String) -> Completion? {
    // The names of commands need no database.
    if line.hasPrefix("\\"), !line.contains(where: \.isWhitespace) {
      return Completion(line, after: "", in: .empty)
    }
    // Right after the start the snapshot is on its way still: the key waits for it, but not for ever.
    for _ in 0..<100 {
      let knowledge = self.knowledge.withLock { $0 }
      if let index = knowledge.index {
        let completion = Completion(line, after: knowledge.unfinished, in: index)
        // What the catalog alone does not know may be a value, or a term of the glossary.
        if knowledge.isWhole || !completion.isEmpty { return completion }
      }
      usleep(20_000)
    }
    return .notice(Self.patience)
  }

  /// What Tab says while a large catalog is being read.
  static let patience = "The names of the database are still being read: press Tab again in a moment."

  /// The same as the editor wants it: what goes in at the cursor, and what there is to choose from; both are the caller's
  /// to free.
  static let function:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<CChar>?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
      UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> Void = { context, line, insert, choices in
      guard let context, let line else { return }
      let completer = Unmanaged<Completer>.fromOpaque(context).takeUnretainedValue()
      guard let completion = completer.completion(of: String(cString: line)) else { return }
      if !completion.insert.isEmpty { insert?.pointee = strdup(completion.insert) }
      if !completion.choices.isEmpty {
        let width = Screen.size()?.columns ?? 80
        choices?.pointee = strdup(columns(completion.choices, of: completion.count, width: width))
      }
    }

  /// Side by side, as many as fit.
  ///
  /// - Parameter count: how many there are, of which these are the first.
  static func columns(_ shown: [String], of count: Int, width: Int) -> String {
    let more = count - shown.count
    let widest = (shown.map(\.count).max() ?? 0) + 2
    let count = max(1, width / widest)
    var text = ""
    for (number, choice) in shown.enumerated() {
      text += choice
      let isLast = number % count == count - 1 || number == shown.count - 1
      text += isLast ? "\n" : String(repeating: " ", count: widest - choice.count)
    }
    return more > 0 ? text + "… and \(more) more\n" : text
  }
}
