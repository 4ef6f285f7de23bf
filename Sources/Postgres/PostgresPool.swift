/// At most so many sessions with one server, lent to one borrower at a time, first come first served.
package actor PostgresPool {
  package nonisolated let settings: PostgresSettings
  /// Run on a session before it is lent again unless it has been reset, each on its own; a session that refuses is
  /// dropped.
  private let resetStatements: [String]
  private var state: PoolState
  private var connections: [Int: PostgresConnection] = [:]
  private var slots: [ObjectIdentifier: Int] = [:]
  private var waiting: [Int: CheckedContinuation<Result<PostgresConnection, PostgresError>, Never>] = [:]
  private var lastNumber = 0

  package init(_ settings: PostgresSettings, limit: Int, resetStatements: [String] = []) {
    self.settings = settings
    self.resetStatements = resetStatements
    state = PoolState(limit: limit)
  }

  /// Lends a session for as long as the work lasts. An open transaction is rolled back afterwards.
  package func withConnection<R: Sendable>(
    _ work: @Sendable (PostgresConnection) async throws -> R
  ) async throws -> R {
    let connection = try await borrow()
    do {
      let result = try await work(connection)
      await giveBack(connection)
      return result
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Borrows a session, which must be given back.
  package func borrow() async throws(PostgresError) -> PostgresConnection {
    while true {
      let connection = try await next()
      // It may have been lost while it lay idle; then the next one, at worst a new one, will do.
      if connection.isAlive { return connection }
      drop(connection)
    }
  }

  /// Borrows a session for work that can do without; `nil` where there is none at once, or the server admits no more.
  package func borrowSpare() async -> PostgresConnection? { state.hasRoom ? try? await borrow() : nil }

  /// Gives a session back, clean or not at all. Works in a cancelled task, too.
  package func giveBack(_ connection: PostgresConnection) async {
    guard let slot = slots[ObjectIdentifier(connection)] else { return }
    var isUsable = connection.isAlive
    // Whoever has reset it already, in the round trip of the work, saves the time.
    if isUsable, !connection.isReset {
      let statements = (connection.isIdle ? [] : ["ROLLBACK"]) + resetStatements
      do throws(PostgresError) {
        if !statements.isEmpty { try await connection.cleanUp(statements) }
      } catch {
        isUsable = false
      }
    }
    perform(state.giveBack(slot: slot, usable: isUsable))
  }

  /// Closes idle sessions now and lent ones when they come back; who waits is told.
  package func close() { perform(state.close()) }

  private func next() async throws(PostgresError) -> PostgresConnection {
    if !Task.isCancelled, let slot = state.take(), let connection = connections[slot] { return connection }
    lastNumber += 1
    let waiter = lastNumber
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting[waiter] = continuation
        perform(state.ask(waiter))
        if Task.isCancelled { giveUp(waiter) }
      }
    } onCancel: {
      Task { await self.giveUp(waiter) }
    }
    return try outcome.get()
  }

  private func giveUp(_ waiter: Int) {
    // One whose session is being made is no longer in the queue, but need not wait for it.
    _ = state.giveUp(waiter)
    waiting.removeValue(forKey: waiter)?.resume(returning: .failure(.cancelled))
  }

  private func drop(_ connection: PostgresConnection) {
    guard let slot = slots[ObjectIdentifier(connection)] else { return }
    perform(state.giveBack(slot: slot, usable: false))
  }

  private func perform(_ actions: [PoolState.Action]) {
    for action in actions {
      switch action {
      case .lend(let slot, let waiter): lend(slot, to: waiter)
      case .open(let waiter): Task { await open(for: waiter) }
      case .close(let slot): forget(slot)
      case .fail(let waiter): waiting.removeValue(forKey: waiter)?.resume(returning: .failure(.poolClosed))
      }
    }
  }

  private func lend(_ slot: Int, to waiter: Int) {
    guard let connection = connections[slot] else { return }
    if let continuation = waiting.removeValue(forKey: waiter) {
      continuation.resume(returning: .success(connection))
    } else {
      perform(state.giveBack(slot: slot, usable: true))
    }
  }

  private func open(for waiter: Int) async {
    do throws(PostgresError) {
      let connection = try await PostgresConnection.connect(settings)
      lastNumber += 1
      connections[lastNumber] = connection
      slots[ObjectIdentifier(connection)] = lastNumber
      if state.isClosed {
        perform(state.giveBack(slot: lastNumber, usable: false))
        waiting.removeValue(forKey: waiter)?.resume(returning: .failure(.poolClosed))
      } else {
        lend(lastNumber, to: waiter)
      }
    } catch {
      waiting.removeValue(forKey: waiter)?.resume(returning: .failure(error))
      perform(state.openingFailed())
    }
  }

  private func forget(_ slot: Int) {
    guard let connection = connections.removeValue(forKey: slot) else { return }
    slots[ObjectIdentifier(connection)] = nil
    Task { await connection.close() }
  }
}
