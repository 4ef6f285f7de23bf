/// Who has which connection, and who waits: the rules of the pool without its connections.
struct PoolState {
  /// What the pool has to do next.
  enum Action: Equatable {
    case lend(slot: Int, waiter: Int)
    case open(waiter: Int)
    case close(slot: Int)
    case fail(waiter: Int)
  }

  private let limit: Int
  private(set) var idle: [Int] = []
  /// First come, first served.
  private(set) var waiters: [Int] = []
  /// Connections that are idle, lent or being made.
  private(set) var total = 0
  private(set) var isClosed = false

  init(limit: Int) { self.limit = max(1, limit) }

  mutating func ask(_ waiter: Int) -> [Action] {
    guard !isClosed else { return [.fail(waiter: waiter)] }
    waiters.append(waiter)
    return serve()
  }

  /// An idle connection for whoever asks while nobody waits; `nil` where they have to wait their turn.
  mutating func take() -> Int? { waiters.isEmpty ? idle.popLast() : nil }

  /// Whether whoever asks now need not wait for another's return.
  var hasRoom: Bool { !isClosed && waiters.isEmpty && (!idle.isEmpty || total < limit) }

  /// Whether it still waited.
  mutating func giveUp(_ waiter: Int) -> Bool {
    guard let index = waiters.firstIndex(of: waiter) else { return false }
    waiters.remove(at: index)
    return true
  }

  /// A connection comes back, or comes into being with nobody who wants it.
  mutating func giveBack(slot: Int, usable: Bool) -> [Action] {
    guard usable, !isClosed else {
      total -= 1
      return [.close(slot: slot)] + serve()
    }
    idle.append(slot)
    return serve()
  }

  /// A connection could not be made, which frees its place.
  mutating func openingFailed() -> [Action] {
    total -= 1
    return serve()
  }

  mutating func close() -> [Action] {
    isClosed = true
    let actions = idle.map { Action.close(slot: $0) } + waiters.map { Action.fail(waiter: $0) }
    total -= idle.count
    idle = []
    waiters = []
    return actions
  }

  private mutating func serve() -> [Action] {
    var actions: [Action] = []
    while let waiter = waiters.first, !idle.isEmpty || total < limit {
      waiters.removeFirst()
      // The one used last: its caches on the server are warm.
      if let slot = idle.popLast() {
        actions.append(.lend(slot: slot, waiter: waiter))
      } else {
        total += 1
        actions.append(.open(waiter: waiter))
      }
    }
    return actions
  }
}
