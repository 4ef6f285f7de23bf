import Foundation
import GRDB
import Storage
import TestSupport
import Vocabulary

@testable import Auditing

/// A store in a temporary folder, its log and its reader.
final class AuditFixture {
  let folder = NSTemporaryDirectory() + "dragoman-audit-" + UUID().uuidString
  let store: Store
  let log: AuditLog
  let reader: AuditReader
  var file: String { folder + "/audit.sqlite" }

  /// Opens the same store once more, as another process would.
  let reopen: @Sendable () async throws -> Store

  /// - Parameter migrations: what the store is first given; `reopen` brings it up to date.
  init(
    _ dialect: Dialect = .sqlite, options: AuditLog.Options = AuditLog.Options(),
    migrations: [Migration] = Migration.released
  ) async throws {
    let file = folder + "/audit.sqlite"
    switch dialect {
    case .sqlite:
      reopen = { try await Store.open(at: file) }
      store = try await Store.open(at: file, migrations: migrations)
    case .postgresql:
      let server = try await TestServer.shared()
      let name = "audit_" + UUID().uuidString.lowercased().replacing("-", with: "")
      try await server.createDatabase(named: name)
      let connectionString = server.connectionString(database: name)
      reopen = { try await Store.open(postgresql: connectionString) }
      store = try await Store.open(postgresql: connectionString, migrations: migrations)
    }
    log = AuditLog(store, options: options)
    reader = AuditReader(store)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A connection that obeys nothing of ours: no triggers, no foreign keys.
  func vandal() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: file, configuration: configuration)
    try queue.write { database in
      for name in try String.fetchAll(database, sql: "select name from sqlite_schema where type = 'trigger'") {
        try database.execute(sql: "drop trigger \(name)")
      }
    }
    return queue
  }

  static func question(
    _ text: String = "How many customers are there?", database: String = "shop", by name: String = "anna"
  ) -> Question {
    Question(text: text, database: database, principal: Principal(name))
  }

  static func workings(_ question: Question, sql: String) -> AuditWorkings {
    var workings = AuditWorkings()
    workings.schemaFingerprint = "f00d"
    let customer = RelationName("shop", "customer")
    workings.note(
      Evidence(
        relations: [.init(name: customer, score: 1, reasons: [.name("customers")])],
        columns: [.init(name: ColumnName(customer, "name"), score: 1, reasons: [.joinPath])], mentions: []))
    workings.note(
      Prompt(
        template: "dragoman-tuned-2", form: .completion("schema\n" + question.text), output: .sql, stops: [],
        maxTokens: 100, tokenEstimate: 12),
      digest: String(repeating: "ab", count: 32))
    workings.candidates.append(Candidate(text: sql, model: "small", meanLogProbability: -0.1, finish: .stop))
    workings.judgements.append(
      Judgement(sql: sql, findings: [], relations: [customer], plan: PlanEstimate(cost: 12.5, rows: 3)))
    return workings
  }

  static func answer(_ question: Question, sql: String) -> Answer {
    Answer(
      question: question, sql: sql,
      table: ResultTable(columns: [.init(name: "n", type: "bigint")], rows: [["42"], [nil]]),
      judgement: Judgement(sql: sql, findings: []), model: "small", confidence: 0.9, timings: StageTimings())
  }

  static func refusal(_ question: Question) -> Refusal {
    Refusal(
      question: question, reason: .unanswerable, message: "The schema says nothing about the weather.",
      timings: StageTimings())
  }

  /// A question that was asked and answered.
  @discardableResult
  func answered(_ question: Question, sql: String = "select count(*) from shop.customer") async throws -> Question {
    try await log.asked(question)
    try await log.intended(
      question, sql: sql, plan: PlanEstimate(cost: 12.5, rows: 3), confidence: 0.9,
      workings: Self.workings(question, sql: sql))
    try await log.answered(Self.answer(question, sql: sql))
    return question
  }
}
