internal import CPostgres
internal import Dispatch
internal import Synchronization

/// A cancel message on its way to the server. It takes a connection of its own, which may hang, so another thread waits.
final class CancelRequest: Sendable {
  private let finished = Atomic<Bool>(false)

  /// `PQcancel` has returned: the server has signalled its process, or never will.
  var isFinished: Bool { finished.load(ordering: .acquiring) }

  init(_ connection: OpaquePointer, ringing bell: Bell) {
    // libpq allows a PGcancel to be used from any thread; only the block below has it.
    nonisolated(unsafe) let handle = PQgetCancel(connection)
    // A queue of its own has a thread of its own; the global queue's threads are those of the cooperative pool.
    DispatchQueue(label: "postgres cancel").async { [self] in
      var complaint = [CChar](repeating: 0, count: 256)
      _ = PQcancel(handle, &complaint, 256)
      PQfreeCancel(handle)
      finished.store(true, ordering: .releasing)
      bell.ring()
    }
  }
}
