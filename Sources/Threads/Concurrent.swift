internal import Dispatch
internal import Synchronization

/// Does two things that only compute at the same time, where the machine has two processors for them; the caller blocks.
package func concurrently<One: Sendable, Other: Sendable>(
  _ one: @Sendable () -> One, _ other: @Sendable () -> Other
) -> (One, Other) {
  let first = Mutex<One?>(nil)
  let second = Mutex<Other?>(nil)
  DispatchQueue.concurrentPerform(iterations: 2) { place in
    if place == 0 {
      let value = one()
      first.withLock { $0 = value }
    } else {
      let value = other()
      second.withLock { $0 = value }
    }
  }
  guard let one = first.withLock(\.self), let other = second.withLock(\.self) else {
    preconditionFailure("both were done")
  }
  return (one, other)
}
