internal import Synchronization

/// One request on its way: filled by the loop's thread, emptied by the task that asked.
final class Transfer: Sendable {
  /// What a task waits for.
  enum Need { case head, bytes, end }

  /// What a reader of the body finds.
  enum Step { case bytes([UInt8]), end, failure(CurlError), nothingYet }

  /// What the receiver of bytes tells libcurl.
  enum Reception { case taken, pause, abort }

  private struct State {
    var head: HTTPResponseHead?
    var parser = ResponseHeadParser()
    var buffer: [UInt8] = []
    var received = 0
    var isPaused = false
    var outcome: Result<Void, CurlError>?
    var waiter: (need: Need, continuation: CheckedContinuation<Void, Never>)?

    func satisfies(_ need: Need) -> Bool {
      if outcome != nil { return true }
      return switch need {
      case .head: head != nil
      case .bytes: !buffer.isEmpty
      case .end: false
      }
    }

    /// The waiting task, if what it waits for is there now.
    mutating func releasedWaiter() -> CheckedContinuation<Void, Never>? {
      guard let waiter, satisfies(waiter.need) else { return nil }
      self.waiter = nil
      return waiter.continuation
    }
  }

  let request: HTTPRequest
  private let highWater: Int
  private let loop: any TransferDriver
  private let state = Mutex(State())

  init(request: HTTPRequest, highWater: Int, loop: any TransferDriver) {
    self.request = request
    self.highWater = highWater
    self.loop = loop
  }

  // MARK: The task's side

  /// Returns when the need is met or the transfer is over; cancelling the task ends the transfer.
  func wait(until need: Need) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isMet = state.withLock { state in
          precondition(state.waiter == nil, "one task reads a transfer")
          if state.satisfies(need) { return true }
          state.waiter = (need, continuation)
          return false
        }
        if isMet { continuation.resume() }
      }
    } onCancel: {
      cancel()
    }
  }

  func head() throws(CurlError) -> HTTPResponseHead {
    let (head, outcome) = state.withLock { ($0.head, $0.outcome) }
    if case .failure(let error) = outcome { throw error }
    guard let head else {
      throw .connectionLost(url: request.url, reason: "the answer has no head", anyBytes: false)
    }
    return head
  }

  func wholeBody() throws(CurlError) -> [UInt8] {
    try state.withLock { state in
      (state.outcome ?? .failure(.cancelled)).map { state.buffer }
    }.get()
  }

  /// The bytes that have come; what came before a failure is given first, except after a cancellation.
  func take() -> Step {
    let (step, resumes) = state.withLock { state -> (Step, Bool) in
      if case .failure(.cancelled) = state.outcome { return (.failure(.cancelled), false) }
      if !state.buffer.isEmpty {
        let bytes = state.buffer
        state.buffer = []
        defer { state.isPaused = false }
        return (.bytes(bytes), state.isPaused)
      }
      return switch state.outcome {
      case nil: (.nothingYet, false)
      case .success: (.end, false)
      case .failure(let error): (.failure(error), false)
      }
    }
    if resumes { loop.post(.resume(self)) }
    return step
  }

  /// Ends the transfer; does nothing when it is over.
  func cancel() {
    if finish(.failure(.cancelled)) { loop.post(.cancel(self)) }
  }

  // MARK: The loop's side

  /// Takes a line of the head.
  func receiveHeader(_ line: UnsafeBufferPointer<UInt8>) {
    let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard let head = state.parser.feed(line) else { return nil }
      state.head = head
      return state.releasedWaiter()
    }
    waiter?.resume()
  }

  /// Takes a piece of the body, unless there is no room for it now or ever.
  func receiveBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Reception {
    let (reception, waiter) = state.withLock { state -> (Reception, CheckedContinuation<Void, Never>?) in
      guard state.outcome == nil else { return (.abort, nil) }
      guard state.buffer.count < highWater else {
        state.isPaused = true
        return (.pause, nil)
      }
      guard bytes.count <= request.maxResponseBytes - state.received else {
        state.outcome = .failure(.tooLarge(limit: request.maxResponseBytes))
        return (.abort, state.releasedWaiter())
      }
      state.received += bytes.count
      state.buffer.append(contentsOf: bytes)
      return (.taken, state.releasedWaiter())
    }
    waiter?.resume()
    return reception
  }

  /// Whether it has its outcome.
  var isOver: Bool { state.withLock { $0.outcome != nil } }

  /// Whether any part of an answer has come.
  var hasAnyBytes: Bool { state.withLock { $0.head != nil || $0.received > 0 } }

  /// Sets the outcome, once: returns whether this call did.
  @discardableResult
  func finish(_ outcome: Result<Void, CurlError>) -> Bool {
    let (isFirst, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
      guard state.outcome == nil else { return (false, nil) }
      state.outcome = outcome
      return (true, state.releasedWaiter())
    }
    waiter?.resume()
    return isFirst
  }
}
