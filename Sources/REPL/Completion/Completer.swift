internal import Foundation
internal import Synchronization
internal import Vocabulary

/// Answers the Tab key: it is asked from the line editor's thread, while the session goes on elsewhere.
final class Completer: Sendable {
  private struct Knowledge {
    var index: CompletionIndex?
    var unfinished = ""
  }

  private let knowledge = Mutex(Knowledge())

  /// What is known of the database from now on.
  ///
  /// - Parameter terms: what the glossary calls things.
  func know(_ snapshot: SchemaSnapshot, terms: [String] = []) {
    let known = knowledge.withLock { $0.index }
    guard known?.fingerprint != snapshot.fingerprint || known?.terms != terms else { return }
    let index = CompletionIndex(snapshot, terms: terms)
    knowledge.withLock { $0.index = index }
  }

  /// The lines of the statement before the one that is edited.
  func begin(after unfinished: String) { knowledge.withLock { $0.unfinished = unfinished } }

  func completion(of line: String) -> Completion? {
    var knowledge = self.knowledge.withLock { $0 }
    // Right after the start the snapshot is on its way still: the key waits for it, but not for ever.
    for _ in 0..<100 where knowledge.index == nil {
      usleep(20_000)
      knowledge = self.knowledge.withLock { $0 }
    }
    return knowledge.index.map { Completion(line, after: knowledge.unfinished, in: $0) }
  }

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
        choices?.pointee = strdup(columns(completion.choices, width: Screen.size()?.columns ?? 80))
      }
    }

  /// Side by side, as many as fit; a hundred are enough to see that more has to be typed.
  static func columns(_ choices: [String], width: Int) -> String {
    let shown = choices.prefix(100)
    let widest = (shown.map(\.count).max() ?? 0) + 2
    let count = max(1, width / widest)
    var text = ""
    for (number, choice) in shown.enumerated() {
      text += choice
      let isLast = number % count == count - 1 || number == shown.count - 1
      text += isLast ? "\n" : String(repeating: " ", count: widest - choice.count)
    }
    return choices.count > shown.count ? text + "… and \(choices.count - shown.count) more\n" : text
  }
}
