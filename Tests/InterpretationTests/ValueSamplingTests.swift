import Foundation
import SafeExecution
import TestSupport
import Testing
import Vocabulary

@testable import Interpretation

/// Values as two roles of one database may read them.
@Suite(.serialized) struct ValueSamplingTests {
  private static let server = Task<TestServer, any Error> {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "sampled",
      sql: """
        CREATE TABLE stay (id int PRIMARY KEY, tenant text, "Odd ""City\""" text, note text);
        INSERT INTO stay SELECT g, CASE WHEN g % 2 = 0 THEN 'north' ELSE 'south' END,
          CASE WHEN g = 1 THEN 'New York City' WHEN g = 2 THEN 'Ålesund' ELSE 'Oslo' END, 'note ' || g
          FROM generate_series(1, 1500) g;
        CREATE TABLE vault (secret text);
        INSERT INTO vault SELECT 'Kronjuwel ' || g FROM generate_series(1, 5) g;
        DO $$ BEGIN CREATE ROLE sampled_login LOGIN NOINHERIT; CREATE ROLE sampled_north; CREATE ROLE sampled_south;
        EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT sampled_north, sampled_south TO sampled_login;
        GRANT SELECT ON stay TO sampled_north, sampled_south;
        GRANT SELECT ON vault TO sampled_south;
        ALTER TABLE stay ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON stay USING (tenant = substr(current_user, 9));
        """)
    return server
  }

  private func database(budget: Duration, folder: String? = nil) async throws -> Database {
    Database(
      connectionString: try await Self.server.value.connectionString(database: "sampled", user: "sampled_login"),
      policy: ExecutionPolicy(),
      identities: IdentityMap(roles: ["nora": "sampled_north", "sven": "sampled_south"]), cacheFolder: folder,
      valueBudget: budget)
  }

  private func values(_ question: String, _ view: DatabaseView) -> [String] {
    view.evidence(for: question).mentions.flatMap { mention in
      if case .value(let stored) = mention.content { stored.map(\.value) } else { [String]() }
    }
  }

  @Test("Those who come at once share one view, and roles do not")
  func shared() async throws {
    let database = try await database(budget: .zero)
    let made = try await withThrowingTaskGroup { group in
      for number in 0..<12 {
        group.addTask { try await database.view(for: Principal(["nora", "sven"][number % 2])) }
      }
      return try await group.reduce(into: [DatabaseView]()) { $0.append($1) }
    }
    await database.close()
    #expect(Set(made.map { ObjectIdentifier($0.memory) }).count == 2)
  }

  @Test("Two roles know other values, on disk, too")
  func roles() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for _ in 1...2 {
      let database = try await database(budget: .seconds(20), folder: folder)
      let nora = try await database.view(for: Principal("nora"))
      let sven = try await database.view(for: Principal("sven"))
      #expect(values("stays in alesund", nora) == ["Ålesund"] && values("stays in alesund", sven).isEmpty)
      #expect(values("stays in new york", sven) == ["New York City"] && values("stays in new york", nora).isEmpty)
      #expect(values("where is Kronjuwel 3", sven) == ["Kronjuwel 3"] && values("where is Kronjuwel 3", nora).isEmpty)
      await database.close()
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("values-") }
    #expect(files.count == 2)
    for file in files {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)
      #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }
  }

  @Test("A list that is cut is known to be one, and no budget reads nothing")
  func samples() async throws {
    let database = try await database(budget: .seconds(20))
    let view = try await database.view(for: Principal("nora"))
    let sampler = ValueSampler(view: view, budget: .seconds(20))
    let values = await sampler.values(of: view.snapshot)
    let stay = RelationName("public", "stay")
    #expect(values[ColumnName(stay, "Odd \"City\"")]?.isComplete == true)
    #expect(values[ColumnName(stay, "Odd \"City\"")]?.values == ["Oslo", "Ålesund"])
    #expect(values[ColumnName(stay, "note")]?.values.count == 750)
    await database.close()
    let none = try await self.database(budget: .zero)
    let sven = try await none.view(for: Principal("sven"))
    #expect(self.values("where is Kronjuwel 3", sven).isEmpty)
    await none.close()
  }

  @Test("Of a table of a million rows a sample is read, from its end too, in the time there is and without a write")
  func largeTables() async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "sampled_large",
      sql: """
        CREATE UNLOGGED TABLE visit AS
          SELECT g AS id, 'block ' || g / 5000 AS place, 'visitor ' || g AS visitor FROM generate_series(0, 999999) g;
        ANALYZE visit;
        DO $$ BEGIN CREATE ROLE sampled_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT SELECT ON visit TO sampled_reader;
        """)
    let database = Database(
      connectionString: server.connectionString(database: "sampled_large", user: "sampled_reader"),
      policy: ExecutionPolicy(), cacheFolder: nil)
    let view = try await database.view(for: Principal("reader"))
    let visit = RelationName("public", "visit")
    let relation = try #require(view.snapshot.relation(visit))
    #expect(ValueSampler.sample(relation).hasPrefix(" TABLESAMPLE SYSTEM (1."))
    let values = await ValueSampler(view: view, budget: .seconds(60), timeout: 60_000).values(of: view.snapshot)
    let places = try #require(values[ColumnName(visit, "place")])
    // The first 20,000 rows hold four of the two hundred.
    #expect(places.values.count >= 50 && !places.isComplete)
    #expect(places.values.contains { Int($0.dropFirst("block ".count)) ?? 0 >= 180 })
    #expect(values[ColumnName(visit, "visitor")]?.values.count == ValueSampler.maxValues)
    #expect(values[ColumnName(visit, "visitor")]?.isComplete == false)
    await database.close()
  }

  @Test("A string that is not in the data gives what comes near")
  func nearValues() async throws {
    let database = try await database(budget: .seconds(20))
    let view = try await database.view(for: Principal("sven"))
    let judgement = try await view.judge("SELECT 1 FROM stay WHERE \"Odd \"\"City\"\"\" = 'new york'").judgement
    #expect(judgement.isAccepted)
    #expect(
      view.misspellings(in: judgement).map(Sentences.notice) == [
        "No value there is spelled 'new york': did you mean 'New York City' (stay.Odd \"City\")?"
      ])
    await database.close()
  }
}

extension ValueSampler {
  fileprivate init(view: DatabaseView, budget: Duration, timeout: Int = 300) {
    self.init(
      validator: view.validator, executor: view.executor, budget: budget, file: nil, timeout: timeout)
  }
}
