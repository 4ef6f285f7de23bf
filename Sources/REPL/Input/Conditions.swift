/// The `\if`s that are open, outermost first.
struct Conditions: Sendable {
  private enum Branch { case taken, waiting, over }

  private struct Level {
    var branch: Branch
    var hasElse = false
  }

  private var levels: [Level] = []

  /// Whether what stands here counts.
  var isActive: Bool { levels.allSatisfy { $0.branch == .taken } }
  var isOpen: Bool { !levels.isEmpty }

  /// Whether the levels around the innermost one count, so that its condition matters.
  private var isReached: Bool { levels.dropLast().allSatisfy { $0.branch == .taken } }

  mutating func begin(_ holds: () throws(ReplError) -> Bool) throws(ReplError) {
    guard isActive else { return levels.append(Level(branch: .over)) }
    // A condition that cannot be read counts as false, and the branches must still nest.
    levels.append(Level(branch: .waiting))
    if try holds() { levels[levels.count - 1].branch = .taken }
  }

  mutating func another(_ holds: () throws(ReplError) -> Bool) throws(ReplError) {
    guard let last = levels.last, !last.hasElse else { throw .noIf("elif") }
    if last.branch == .waiting, isReached {
      if try holds() { levels[levels.count - 1].branch = .taken }
    } else {
      levels[levels.count - 1].branch = .over
    }
  }

  mutating func otherwise() throws(ReplError) {
    guard let last = levels.last, !last.hasElse else { throw .noIf("else") }
    levels[levels.count - 1] = Level(branch: last.branch == .waiting ? .taken : .over, hasElse: true)
  }

  mutating func end() throws(ReplError) {
    guard levels.popLast() != nil else { throw .noIf("endif") }
  }
}
