internal import Access
internal import Storage
internal import Synchronization

/// Has the desks that are open now; other settings get others, which share what lasts.
final class DeskKeeper: Sendable {
  /// What counts and remembers, whatever the settings become.
  struct Lasting: Sendable {
    let meter: Meter
    let hangUps = HangUps()
    let memory: any ReplyMemory
    let gate: Gate
    let allowance: any Allowance
    let refusals: RefusalBook
  }

  let lasting: Lasting
  private let open: Mutex<Desks>

  init(_ parts: HTTPDoor.Parts, _ options: HTTPDoor.Options) {
    let meter = Meter()
    let limits = options.allowance
    // By one in PostgreSQL several instances share what they count and remember.
    let shared = parts.store.dialect == .postgresql ? parts.store : nil
    let lasting = Lasting(
      meter: meter, memory: shared.map { SharedReplyMemory(shelf: ReplyShelf($0)) } ?? LocalReplyMemory(),
      gate: Gate(options), allowance: shared.map { SharedAllowance($0, limits) } ?? LocalAllowance(limits),
      refusals: RefusalBook(parts.log, meter))
    self.lasting = lasting
    open = Mutex(Desks(parts, options, lasting))
  }

  var desks: Desks { open.withLock { $0 } }

  /// Requests that come from now on meet other settings; those under way end as they began.
  func change(_ parts: HTTPDoor.Parts, _ options: HTTPDoor.Options) async {
    await lasting.gate.change(options)
    await lasting.allowance.change(options.allowance)
    let desks = Desks(parts, options, lasting)
    open.withLock { $0 = desks }
  }
}
