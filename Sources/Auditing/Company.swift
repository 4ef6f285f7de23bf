internal import Dispatch

/// How many writers are likely to append at the same time, and whether a commit should wait a moment for them.
struct Company {
  /// Longest that a commit waits: less than a disk takes.
  static let patience = Duration.microseconds(patienceMicroseconds)
  private static let patienceMicroseconds = 400

  /// Waits on this thread, a worker's, until the bell rings or patience is at an end.
  static func wait(for bell: DispatchSemaphore) {
    _ = bell.wait(timeout: .now() + .microseconds(patienceMicroseconds))
  }

  /// Those whom the last commit served, and those who came meanwhile.
  private(set) var expected = 0
  /// Waits in a row that were in vain, and commits since the last one.
  private var inVain = 0
  private var since = 0

  /// Where nobody comes, as with askers who are gone after one question, waiting is tried ever more seldom.
  var isWorthwhile: Bool { expected > 1 && since >= (inVain > 0 ? 1 << min(inVain, 6) : 0) }

  mutating func note(done: Int, waiting: Int) {
    expected = done + waiting
    since += 1
  }

  mutating func came(_ count: Int) {
    inVain = count < expected ? inVain + 1 : 0
    since = 0
  }
}
