internal import Foundation
internal import Synchronization

/// How far a long trial is, on standard error where somebody looks at it.
package final class TrialBar: Sendable {
  private let what: String
  private let total: Int
  private let done = Mutex(0)
  private static let isSeen = isatty(2) == 1
  private static let width = 30

  package init(_ what: String, total: Int) {
    self.what = what
    self.total = max(1, total)
  }

  /// One more is done.
  package func step() {
    let (count, isNews) = done.withLock { done in
      done += 1
      return (done, Self.place(done, total) != Self.place(done - 1, total) || done == total)
    }
    guard Self.isSeen, isNews else { return }
    let filled = Self.place(count, total)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    let text = "\r\(what) [\(bar)] \(count)/\(total)" + (count == total ? "\n" : "")
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  private static func place(_ count: Int, _ total: Int) -> Int { min(width, count * width / total) }
}
