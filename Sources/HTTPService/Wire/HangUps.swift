internal import NIOCore
internal import Synchronization
internal import Threads

/// Who works for which connection, to be stopped when its caller hangs up.
final class HangUps: Sendable {
  private typealias Stops = [Int: @Sendable () -> Void]

  private let watched = Mutex<(last: Int, stops: [ObjectIdentifier: Stops])>((0, [:]))

  /// Works on a thread of its own, and is cancelled when the caller hangs up meanwhile or their patience is at an end.
  func stopping<Value: Sendable>(
    with channel: any Channel, after patience: Duration? = nil, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Crew.shared.task(work)
    let ticket = watch(channel) { task.cancel() }
    let deadline = patience.map { Deadline($0) { task.cancel() } }
    defer {
      forget(ticket, channel)
      deadline?.forget()
    }
    return try await withTaskCancellationHandler {
      let outcome = await task.result
      try deadline?.check()
      return try outcome.get()
    } onCancel: {
      task.cancel()
    }
  }

  /// Has something done when the caller hangs up, until it is forgotten.
  func watch(_ channel: any Channel, _ stop: @escaping @Sendable () -> Void) -> Int {
    watched.withLock { watched in
      watched.last += 1
      watched.stops[ObjectIdentifier(channel), default: [:]][watched.last] = stop
      return watched.last
    }
  }

  func forget(_ ticket: Int, _ channel: any Channel) {
    watched.withLock { watched in
      let key = ObjectIdentifier(channel)
      watched.stops[key]?[ticket] = nil
      if watched.stops[key]?.isEmpty == true { watched.stops[key] = nil }
    }
  }

  func hungUp(_ channel: any Channel) {
    let stops = watched.withLock { $0.stops.removeValue(forKey: ObjectIdentifier(channel)) ?? [:] }
    for stop in stops.values { stop() }
  }
}
