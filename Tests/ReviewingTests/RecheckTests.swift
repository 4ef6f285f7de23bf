import Auditing
import Testing
import Vocabulary

@testable import Reviewing

@Suite("Approved pairs when the schema changes", .timeLimit(.minutes(2)))
struct RecheckTests {
  private let rita = Bench.rita

  @Test("a pair that no longer fits is set aside with the reason, and comes back when it fits again")
  func drift() async throws {
    let bench = try await Bench("recheck_drift")
    let desk = bench.desk
    let towns = try await bench.ask("towns [select town from customers]").question.id
    let count = try await bench.ask("how many [select count(*) from customers]").question.id
    for id in [towns, count] { try await desk.approve(id, by: rita) }
    let unchanged = try await desk.recheck(bench.premises.database, name: "shop", by: rita)
    #expect([unchanged.judged, unchanged.known] == [0, 2])

    try await bench.change("alter table sales.customers rename town to city", in: "recheck_drift")
    let drifted = try await desk.recheck(bench.premises.database, name: "shop", by: rita)
    #expect(drifted.judged == 2)
    #expect(drifted.broken.map(\.questionID) == [towns])
    #expect(drifted.broken.first?.reason.contains("town") == true)
    #expect(try await desk.approvedPairs().map(\.questionID) == [count])
    let item = try #require(try await desk.queue().items.first)
    #expect(item.record.question.id == towns)
    #expect(item.reasons.first?.kind == .setAside)
    let reason = try #require(drifted.broken.first?.reason)
    await #expect(throws: ReviewError.setAside(towns, reason)) { try await desk.approve(towns, by: rita) }
    // The same schema again: nothing to do, nothing to record.
    let position = try await bench.premises.reader.lastPosition()
    #expect(try await desk.recheck(bench.premises.database, name: "shop", by: rita).judged == 0)
    #expect(try await bench.premises.reader.lastPosition() == position)

    try await bench.change("alter table sales.customers rename city to town", in: "recheck_drift")
    let back = try await desk.recheck(bench.premises.database, name: "shop", by: rita)
    #expect(back.restored == [towns])
    #expect(try await Set(desk.approvedPairs().map(\.questionID)) == [towns, count])
    #expect(try await bench.premises.reader.verify().isIntact)
  }

  @Test("a correction makes a broken pair whole")
  func corrected() async throws {
    let bench = try await Bench("recheck_corrected")
    let id = try await bench.ask("towns [select town from customers]").question.id
    try await bench.desk.approve(id, by: rita)
    try await bench.change("alter table sales.customers rename town to city", in: "recheck_corrected")
    _ = try await bench.desk.recheck(bench.premises.database, name: "shop", by: rita)
    guard
      case .passed(let correction) = try await bench.desk.trial(
        "select city from customers", for: id, by: rita, through: bench.premises.interpreter)
    else {
      Issue.record("the correction was refused")
      return
    }
    #expect(try await bench.desk.keep(correction).state == .approved)
    #expect(try await bench.desk.approvedPairs().map(\.sql) == ["select city from customers"])
  }
}
