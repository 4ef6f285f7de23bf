import Foundation
import Prompting
import Retrieval
import SafeExecution
import TestSupport
import Testing
import Vocabulary

@testable import Interpretation

/// What people taught, as two roles of one database may know it.
@Suite(.serialized) struct KnowledgeTests {
  private static let server = Task<TestServer, any Error> {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "taught",
      sql: """
        CREATE TABLE deal (id int PRIMARY KEY, town text, margin numeric);
        CREATE TABLE payroll (person text, wage numeric);
        INSERT INTO deal SELECT g, (ARRAY['Oslo', 'Bergen'])[1 + g % 2], g FROM generate_series(1, 40) g;
        INSERT INTO payroll SELECT 'Kari', g FROM generate_series(1, 10) g;
        DO $$ BEGIN CREATE ROLE taught_login LOGIN NOINHERIT; CREATE ROLE taught_hr; CREATE ROLE taught_sales;
        EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT taught_hr, taught_sales TO taught_login;
        GRANT SELECT ON deal, payroll TO taught_hr;
        GRANT SELECT (id, town) ON deal TO taught_sales;
        ANALYZE;
        """)
    return server
  }

  private func database() async throws -> Database {
    let server = try await Self.server.value
    return Database(
      connectionString: server.connectionString(database: "taught", user: "taught_login"), policy: ExecutionPolicy(),
      identities: IdentityMap(roles: ["hanna": "taught_hr", "hugo": "taught_hr", "*": "taught_sales"]),
      cacheFolder: nil)
  }

  private static func pair(_ question: String, _ sql: String) -> ApprovedPair {
    let moment = Moment(microseconds: 1_700_000_000_000_000)
    return ApprovedPair(
      questionID: QuestionID(), question: question, sql: sql, database: "taught", asker: Principal("hanna"),
      askedAt: moment, reviewers: [Principal("hanna")], reviewedAt: moment, isCorrected: false, schemaFingerprint: nil)
  }

  private func recall(
    _ text: String, as person: String, _ database: Database, _ knowledge: Knowledge
  ) async throws -> (sql: String?, evidence: Evidence) {
    let view = try await database.view(for: Principal(person))
    var evidence = view.evidence(for: text)
    let found = try await knowledge.recall(
      Question(text: text, database: "taught", principal: Principal(person)), in: view, &evidence)
    return (found?.sql, evidence)
  }

  @Test("Two roles know other pairs")
  func pairs() async throws {
    let all = [
      Self.pair("deals in Oslo", "SELECT id FROM deal WHERE town = 'Oslo'"),
      Self.pair("wages of people", "SELECT wage FROM payroll"),
      Self.pair("margin of deals", "SELECT margin FROM deal"),
      Self.pair("the secret deals", "SELECT id FROM deal WHERE town = 'Hamar'"),
    ]
    let knowledge = Knowledge(
      pairs: ApprovedPairs { _, position in
        .init(
          position: 1, isWhole: position == nil,
          pairs: position == nil
            ? Dictionary(uniqueKeysWithValues: all.map { ($0.questionID, Optional($0)) }) : [:])
      }, glossary: nil)
    let database = try await database()
    for person in ["hanna", "hugo"] {
      #expect(try await recall("deals in Bergen", as: person, database, knowledge).sql?.contains("Bergen") == true)
      for pair in all.dropFirst() {
        #expect(try await recall(pair.question, as: person, database, knowledge).sql == pair.sql)
      }
    }
    #expect(try await recall("deals in Bergen", as: "sam", database, knowledge).sql?.contains("Bergen") == true)
    for pair in all.dropFirst() {
      let (sql, evidence) = try await recall(pair.question, as: "sam", database, knowledge)
      #expect(sql == nil)
      #expect(!evidence.examples.contains { $0.questionID == pair.questionID })
      // What one may not know is not named as set aside either.
      #expect(evidence.setAside.isEmpty)
    }
    await database.close()
  }

  @Test("Two roles know other terms")
  func terms() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      "spot": "---\nrelations: [public.deal]\ncolumns: [public.deal.town]\n---\nWhere a deal was made.",
      "fat-deal": "---\nrelations: [public.deal]\ncondition: deal.margin > 30\n---\nOne that pays.",
      "take-home": "---\ncolumns: [public.payroll.wage]\n---\nWhat is paid.",
    ] {
      try text.write(to: folder.appending(path: name + ".md"), atomically: true, encoding: .utf8)
    }
    let knowledge = Knowledge(pairs: nil, glossary: Glossary(folder: folder.path))
    let database = try await database()
    let question = "take home and spot of each fat deal"
    let hanna = try await recall(question, as: "hanna", database, knowledge).evidence
    let sam = try await recall(question, as: "sam", database, knowledge).evidence
    #expect(hanna.terms.map(\.name) == ["take home", "spot", "fat deal"])
    #expect(sam.terms.map(\.name) == ["spot"])
    let view = try await database.view(for: Principal("hanna"))
    let prompt = try PromptBuilder(.named("generic-chat-2")).prompt(
      for: question, evidence: hanna, snapshot: view.snapshot)
    #expect(prompt.text.contains("- fat deal: One that pays. In SQL: deal.margin > 30."))
    #expect(prompt.text.contains("- spot: Where a deal was made. It is about public.deal.town."))
    await database.close()
  }
}
