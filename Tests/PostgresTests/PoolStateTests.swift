import Testing

@testable import Postgres

@Suite("The pool's rules")
struct PoolStateTests {
  @Test("connections are opened up to the limit, then those who come wait in order")
  func order() {
    var state = PoolState(limit: 2)
    #expect(state.ask(1) == [.open(waiter: 1)])
    #expect(state.hasRoom)
    #expect(state.ask(2) == [.open(waiter: 2)])
    #expect(!state.hasRoom)
    #expect(state.ask(3) == [])
    #expect(state.ask(4) == [])
    #expect(state.giveBack(slot: 10, usable: true) == [.lend(slot: 10, waiter: 3)])
    #expect(state.giveBack(slot: 11, usable: true) == [.lend(slot: 11, waiter: 4)])
    #expect(!state.hasRoom)
    #expect(state.giveBack(slot: 10, usable: true) == [])
    #expect(state.idle == [10])
    #expect(state.hasRoom)
    #expect(state.ask(5) == [.lend(slot: 10, waiter: 5)])
  }

  @Test("an idle connection is taken at once, but never past those who wait")
  func taking() {
    var state = PoolState(limit: 1)
    #expect(state.take() == nil)
    _ = state.ask(1)
    #expect(state.giveBack(slot: 10, usable: true) == [])
    #expect(state.take() == 10)
    #expect(state.take() == nil)
    #expect(state.ask(2) == [])
    #expect(state.take() == nil)
    #expect(state.giveBack(slot: 10, usable: true) == [.lend(slot: 10, waiter: 2)])
    _ = state.close()
    #expect(state.take() == nil)
  }

  @Test("a broken connection makes room for a new one")
  func broken() {
    var state = PoolState(limit: 1)
    _ = state.ask(1)
    _ = state.ask(2)
    #expect(state.giveBack(slot: 10, usable: false) == [.close(slot: 10), .open(waiter: 2)])
    #expect(state.openingFailed() == [])
    #expect(state.total == 0)
  }

  @Test("who gave up is passed over, once")
  func gaveUp() {
    var state = PoolState(limit: 1)
    _ = state.ask(1)
    _ = state.ask(2)
    _ = state.ask(3)
    #expect(state.giveUp(2) == true)
    #expect(state.giveUp(2) == false)
    #expect(state.giveBack(slot: 10, usable: true) == [.lend(slot: 10, waiter: 3)])
  }

  @Test("closing fails those who wait, closes what is idle, and later what comes back")
  func close() {
    var state = PoolState(limit: 2)
    _ = state.ask(1)
    _ = state.ask(2)
    _ = state.giveBack(slot: 10, usable: true)
    #expect(state.close() == [.close(slot: 10)])
    #expect(state.ask(4) == [.fail(waiter: 4)])
    #expect(state.giveBack(slot: 11, usable: true) == [.close(slot: 11)])
    #expect(state.total == 0)
  }
}
