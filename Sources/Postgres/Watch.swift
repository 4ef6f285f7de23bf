internal import Synchronization

/// A request from outside to stop one statement; it belongs to that statement and can hit no other.
final class StopRequest: Sendable {
  private let flag = Atomic<Bool>(false)
  private let bell: Bell

  init(ringing bell: Bell) { self.bell = bell }

  var isMade: Bool { flag.load(ordering: .acquiring) }

  func make() {
    flag.store(true, ordering: .releasing)
    bell.ring()
  }
}

/// What a connection's thread looks at while it waits for one exchange with the server.
struct Watch {
  /// Why a statement is being stopped.
  enum Reason: Equatable {
    case task
    case deadline(Duration)
    /// The caller has all the rows that it wants.
    case enough
  }

  private let stop: StopRequest?
  private let timeout: Duration?
  private let deadline: ContinuousClock.Instant?
  /// A row of more bytes than this ends the connection, because the server can no longer be told to stop sending it.
  let largestRow: Int?
  /// Bytes that came since the last whole row, about.
  var bytesSinceRow = 0
  private(set) var reason: Reason?
  private var graceEnd: ContinuousClock.Instant?

  init(stop: StopRequest?, timeout: Duration?, largestRow: Int? = nil) {
    self.stop = stop
    self.timeout = timeout
    deadline = timeout.map { .now + $0 }
    self.largestRow = largestRow
  }

  /// A watch for a further exchange under the same deadline.
  var continued: Watch {
    var next = self
    next.reason = nil
    next.graceEnd = nil
    next.bytesSinceRow = 0
    return next
  }

  /// The reason to stop that has come up since the last look, told once.
  var newReason: Reason? {
    guard reason == nil else { return nil }
    if let stop, stop.isMade { return .task }
    if let deadline, let timeout, .now >= deadline { return .deadline(timeout) }
    return nil
  }

  /// From now on the server has `grace` to stop.
  mutating func begin(_ reason: Reason, grace: Duration) {
    self.reason = reason
    graceEnd = .now + grace
  }

  var graceIsOver: Bool { graceEnd.map { .now >= $0 } ?? false }

  /// Milliseconds until something has to be looked at again; -1 for ever.
  var patience: Int32 {
    guard let next = graceEnd ?? deadline else { return -1 }
    let (seconds, attoseconds) = ContinuousClock.now.duration(to: next).components
    let milliseconds = Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
    return Int32(min(max(milliseconds.rounded(.up), 0), 1e9))
  }

  /// The error that the reason is for the caller; `nil` for none.
  var error: PostgresError? {
    switch reason {
    case .task: .cancelled
    case .deadline(let timeout): .deadlinePassed(timeout)
    case .enough, nil: nil
    }
  }
}
