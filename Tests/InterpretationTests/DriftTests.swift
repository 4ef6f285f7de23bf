import Auditing
import DoorTestSupport
import Generation
import Interpretation
import Synchronization
import TestSupport
import Testing
import Vocabulary

/// The schema changes between the look at it and the statement. The stand-in for a model reads the last column of the
/// table that the question names, out of the schema in its prompt.
@Suite(.serialized, .timeLimit(.minutes(2))) struct DriftTests {
  /// Changes the schema at a milestone of the question that is under way.
  private final class Changer: Sendable {
    enum Time { case planned, judged }

    private let changes: Mutex<[String]>
    private let database: String
    private let time: Time
    let plans = Mutex(0)

    init(_ database: String, at time: Time, _ changes: [String]) {
      self.changes = Mutex(changes)
      self.database = database
      self.time = time
    }

    func hear(_ milestone: Milestone) async {
      switch milestone {
      case .planned:
        plans.withLock { $0 += 1 }
        if time == .planned { await change() }
      case .judged(let judgement): if time == .judged, judgement.isAccepted { await change() }
      case .token, .repairing: break
      }
    }

    private func change() async {
      guard let sql = changes.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
      do {
        _ = try await TestServer.shared().psql(sql, database: database)
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  private func ask(
    _ text: String, _ premises: Premises, _ changer: Changer
  ) async throws -> (outcome: Outcome, record: AuditRecord) {
    let question = Premises.question(text)
    let outcome = try await premises.interpreter.ask(question, telling: { await changer.hear($0) })
    return (outcome, try await premises.reader.record(question.id))
  }

  @Test("A column that is renamed under the snapshot costs one more look, and the answer names the new one")
  func renamed() async throws {
    let premises = try await Premises("drift_renamed", model: "lastcolumn")
    let before = try await premises.database.view(for: Principal("anna")).snapshot.fingerprint
    let changer = Changer("drift_renamed", at: .planned, ["ALTER TABLE sales.customers RENAME town TO city"])
    let (outcome, record) = try await ask("towns [sales.customers]", premises, changer)
    guard case .answered(let answer) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(answer.sql.contains("city"))
    #expect(answer.table.rows.contains(["Köln"]))
    #expect(record.workings.drift == AuditWorkings.Drift(sqlState: "42703", before: before))
    #expect(record.workings.schemaFingerprint != before)
    #expect(record.workings.complaints?.map(\.sqlState) == ["42703"])
    #expect(record.workings.prompts.count == 2)
    // The next question looks once, and finds nothing changed.
    let (_, next) = try await ask("towns [sales.customers]", premises, changer)
    #expect(next.workings.drift == nil && next.workings.prompts.count == 1)
  }

  @Test("A table that is dropped is no longer offered to the model")
  func dropped() async throws {
    let premises = try await Premises("drift_dropped", model: "lastcolumn")
    let changer = Changer("drift_dropped", at: .planned, ["DROP TABLE sales.many"])
    let (outcome, record) = try await ask("all [sales.many]", premises, changer)
    guard case .refused(let refusal) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(refusal.reason == .unanswerable)
    #expect(record.workings.drift?.sqlState == "42P01")
    #expect(record.workings.prompts.first?.text.contains("sales.many") == true)
    #expect(record.workings.prompts.last?.text.contains("sales.many\n") == false)
  }

  @Test("A table that is added is known to the next question")
  func added() async throws {
    let premises = try await Premises("drift_added", model: "lastcolumn")
    let changer = Changer(
      "drift_added", at: .planned,
      ["CREATE TABLE sales.visits (id int, place text); GRANT SELECT ON sales.visits TO clerk"])
    let (first, _) = try await ask("visits [sales.visits]", premises, changer)
    let (second, record) = try await ask("visits [sales.visits]", premises, changer)
    guard case .refused = first, case .answered(let answer) = second else {
      Issue.record("\(first) \(second)")
      return
    }
    #expect(answer.sql.contains("place"))
    #expect(record.workings.drift == nil)
  }

  @Test("A change between the dry run and the run is met likewise, and both intentions are in the log")
  func late() async throws {
    let premises = try await Premises("drift_late", model: "lastcolumn")
    let changer = Changer("drift_late", at: .judged, ["ALTER TABLE sales.customers RENAME town TO city"])
    let (outcome, record) = try await ask("towns [sales.customers]", premises, changer)
    guard case .answered(let answer) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(answer.sql.contains("city"))
    #expect(record.workings.drift?.sqlState == "42703")
    #expect(record.sql == answer.sql)
  }

  @Test("A schema that changes again and again is looked at twice, never a third time")
  func again() async throws {
    let premises = try await Premises("drift_again", model: "lastcolumn")
    let changer = Changer(
      "drift_again", at: .planned,
      (0..<6).map { "ALTER TABLE sales.customers RENAME \($0 == 0 ? "town" : "town\($0)") TO town\($0 + 1)" })
    let (outcome, record) = try await ask("towns [sales.customers]", premises, changer)
    guard case .refused(let refusal) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(refusal.reason == .invalid)
    #expect(changer.plans.withLock { $0 } == 2)
    #expect(record.workings.drift != nil)
  }

  @Test("A person's own statement is judged by the schema as it is")
  func byHand() async throws {
    let premises = try await Premises("drift_hand", model: "lastcolumn")
    let question = Premises.question("by hand")
    guard case .answered = try await premises.interpreter.run("SELECT town FROM sales.customers", for: question) else {
      Issue.record("refused")
      return
    }
    // A name that neither schema has is no drift.
    let other = Premises.question("by hand again")
    _ = try await premises.interpreter.run("SELECT nowhere FROM sales.customers", for: other)
    #expect(try await premises.reader.record(other.id).workings.drift == nil)
  }

  @Test("A model that was tuned on another schema is called stale when it is chosen")
  func stale() async throws {
    let shelf = try Shelf()
    try shelf.add("tuned", columns: ["a", "b"], fingerprint: "one")
    let desk = ModelDesk(
      .shelf(try ModelShelf(folder: shelf.folder)) { entry in
        EmbeddedModel(.init(runtime: "", script: "", model: entry.path, parallel: 1, context: 512, log: ""))
      })
    #expect(try await !desk.model(for: Shelf.snapshot()).isStale)
    #expect(try await desk.model(for: Shelf.snapshot(fingerprint: "two")).isStale)
  }

  @Test(
    "Where a question names what a tuned model never learnt, the general model answers; renamed columns are no news")
  func standIn() async throws {
    let shelf = try Shelf()
    try shelf.add("tuned", columns: ["a", "b"], fingerprint: "one")
    try shelf.add("wide")
    let desk = ModelDesk(
      .shelf(try ModelShelf(folder: shelf.folder)) { entry in
        EmbeddedModel(.init(runtime: "", script: "", model: entry.path, parallel: 1, context: 512, log: ""))
      })
    let table = RelationName("public", "t")
    func chosen(_ columns: [String], naming column: String, or others: [String] = []) async throws -> ReadyModel {
      let named = ([column] + others).map { ColumnName(table, $0) }
      let evidence = Evidence(
        relations: [], columns: [], mentions: [], words: [.init(range: 0..<1, relations: [], columns: named)])
      return try await desk.model(for: Shelf.snapshot(columns: columns, fingerprint: "two"), naming: evidence)
    }
    let model = try await chosen(["a", "b", "c"], naming: "c")
    #expect(model.name == "wide" && model.standsIn == .init(model: "tuned", unknown: ["public.t.c"]))
    #expect(try await chosen(["a", "b", "c"], naming: "a").name == "tuned")
    #expect(
      try await chosen(["a", "b", "c"], naming: "c", or: ["a"]).name == "tuned", "the word may mean what is known")
    #expect(try await chosen(["a", "d"], naming: "d").name == "tuned", "b was renamed")
    await desk.close()
  }
}
