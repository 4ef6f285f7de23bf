import Prompting
import Retrieval
import SafeExecution
import Tagging
import TestSupport
import Testing
import Vocabulary

@testable import Tuning

/// What the synthesizer writes is SQL that the validator accepts and PostgreSQL plans, on a database with that schema.
struct ValidityTests {
  /// A schema as a script, with a role that may read it.
  static func script(_ relations: [Relation], role: String) -> String {
    var lines = ["CREATE SCHEMA shop;"]
    var made: Set<String> = []
    for column in relations.flatMap(\.columns) where !column.enumLabels.isEmpty {
      guard made.insert(column.type).inserted else { continue }
      lines.append("CREATE TYPE \(column.type) AS ENUM ('\(column.enumLabels.joined(separator: "', '"))');")
    }
    for relation in relations {
      var parts = relation.columns.map { "\"\($0.name)\" \($0.type)" }
      parts.append("PRIMARY KEY (\(relation.primaryKey.joined(separator: ", ")))")
      lines.append("CREATE TABLE \(relation.name.sql) (\(parts.joined(separator: ", ")));")
    }
    lines.append("DROP ROLE IF EXISTS \(role); CREATE ROLE \(role) LOGIN;")
    lines.append("GRANT USAGE ON SCHEMA shop TO \(role); GRANT SELECT ON ALL TABLES IN SCHEMA shop TO \(role);")
    return lines.joined(separator: "\n")
  }

  @Test("forty statements of every shape pass the validator and its dry run")
  func statements() async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "tuning_validity", sql: Self.script(Fixture.relations, role: "tuning_reader"))
    let session = ExecutionSession(
      connectionString: server.connectionString(database: "tuning_validity", user: "tuning_reader"),
      searchPath: ["shop"])
    let validator = Validator(snapshot: Fixture.snapshot)
    let writer = TagWriter(Fixture.snapshot)
    let retriever = Retriever(Fixture.snapshot)
    var synthesizer = Synthesizer(snapshot: Fixture.snapshot, lexicon: try .standard(), seed: 17)
    var passed: [String: Int] = [:]
    for pair in synthesizer.pairs(24_000) where !pair.shape.hasPrefix("refuse") && passed[pair.shape, default: 0] < 40 {
      var tags = TagTable(catalog: Fixture.snapshot)
      tags.mentions = retriever.evidence(for: pair.question).mentions
      // A literal that the mention reader does not see makes no training row either.
      guard let answer = PairAligner(snapshot: Fixture.snapshot, tags: tags).completion(for: pair),
        case .sql(let sql) = writer.write(answer, tags: tags)
      else { continue }
      let verdict = try await validator.judge(sql, session: session)
      #expect(verdict.query != nil, "\(pair.shape): \(pair.question)\n\(sql)\n\(verdict.judgement.findings)")
      passed[pair.shape, default: 0] += 1
    }
    let missing = Set(Synthesizer.shapeNames.filter { !$0.hasPrefix("refuse") }).subtracting(passed.keys)
    #expect(missing.isEmpty)
  }
}
