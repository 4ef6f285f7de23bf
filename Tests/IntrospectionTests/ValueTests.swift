import Foundation
import Introspection
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("Common values")
struct ValueTests {
  private func column(_ relation: String, _ name: String) async throws -> Column {
    try #require(try await Workshop.snapshot().relation(shop(relation))?.column(name))
  }

  @Test("a text with few values has them all, most frequent first, whatever characters they hold")
  func few() async throws {
    let status = try await column("orders", "status")
    #expect(status.commonValues == ["open", #"it's "done", really\"#])
    #expect(status.valuesAreComplete)
    let country = try await column("customers", "country")
    #expect(Set(country.commonValues) == ["DE", "FR", "NO"])
    #expect(country.valuesAreComplete)
  }

  @Test("a small table of all different texts has them all, too")
  func unique() async throws {
    let name = try await column("regions", "name")
    #expect(Set(name.commonValues) == ["North", "South", "East", "West"])
    #expect(name.valuesAreComplete)
    let code = try await column("regions", "code")
    #expect(Set(code.commonValues) == ["N", "S", "E"])
    #expect(code.valuesAreComplete, "NULL is no value")
  }

  @Test("many texts give a sample that does not claim to be all, and long ones none")
  func many() async throws {
    let email = try await column("customers", "email")
    #expect(email.commonValues.count == 100 && !email.valuesAreComplete)
    let note = try await column("orders", "note")
    #expect(note.commonValues.isEmpty && !note.valuesAreComplete)
  }

  @Test("enums, few-valued numbers, booleans and elements of arrays have values; other numbers have none")
  func others() async throws {
    #expect(try await column("orders", "channel").commonValues == ["web", "store"])
    let rating = try await column("orders", "rating")
    #expect(Set(rating.commonValues) == ["1", "2", "3", "4", "5"] && rating.valuesAreComplete)
    let member = try await column("customers", "is_member")
    #expect(member.commonValues == ["true", "false"] && member.valuesAreComplete)
    let tags = try await column("orders", "tags")
    #expect(Set(tags.commonValues) == ["new", "hot"] && !tags.valuesAreComplete)
    #expect(try await column("orders", "customer_id").commonValues.isEmpty)
  }

  @Test("who wants no values gets none, not even kept ones")
  func unwanted() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dragoman-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pool = PostgresPool(try await Workshop.settings(), limit: 1)
    let keeping = try await SnapshotCache(directory: folder).snapshot(for: pool)
    let bare = SnapshotCache(directory: folder, introspector: Introspector(readsValues: false))
    let snapshot = try await bare.snapshot(for: pool)
    #expect(snapshot.relation(shop("orders"))?.column("status")?.commonValues == [])
    #expect(snapshot.relation(shop("orders"))?.column("status")?.valuesAreComplete == false)
    #expect(snapshot.fingerprint == keeping.fingerprint)
    await pool.close()
  }

  @Test("values behind row security or a missing right stay behind it")
  func guarded() async throws {
    let all = try await Workshop.snapshot()
    #expect(all.relation(shop("guarded"))?.column("word")?.commonValues == ["word"])
    let reader = try await Workshop.snapshot(user: "workshop_reader")
    #expect(reader.relation(shop("guarded"))?.column("word")?.commonValues == [])
  }

  @Test("lists of CHECK constraints and of domains are all that a column holds")
  func checks() async throws {
    let server = try await Workshop.fresh(
      "checked",
      sql: """
        CREATE DOMAIN level AS text CHECK (VALUE IN ('low', 'high'));
        CREATE TABLE t (
          status text CHECK (status IN ('open', 'it''s done')),
          kind varchar(9) CHECK (kind = ANY (ARRAY['a', 'b'])),
          class text CHECK (class = ANY ('{x,"y z"}')),
          stage text CHECK (stage IS NULL OR stage = 'first' OR stage = 'last'),
          rating smallint CHECK (rating IN (1, 2, -3)),
          level level,
          size text CHECK (size <> 'none'),
          code text CHECK (lower(code) IN ('a', 'b')),
          pair text CHECK (pair IN ('p', 'q') OR status = 'open'),
          late text);
        INSERT INTO t (status, late) VALUES ('it''s done', 'other'), ('it''s done', 'x');
        ALTER TABLE t ADD CHECK (late IN ('x')) NOT VALID;
        CREATE ROLE some_columns LOGIN;
        GRANT SELECT (kind) ON t TO some_columns;
        ANALYZE;
        """)
    func columns(_ user: String) async throws -> [String: Column] {
      let connection = try await PostgresConnection.connect(
        PostgresSettings(connectionString: server.connectionString(database: "checked", user: user)))
      let relation = try await Introspector().snapshot(on: connection).relation(RelationName("public", "t"))
      await connection.close()
      return Dictionary(uniqueKeysWithValues: try #require(relation).columns.map { ($0.name, $0) })
    }
    let found = try await columns("postgres")
    let known = found.values.filter(\.valuesAreComplete)
    #expect(Set(known.map(\.name)) == ["status", "kind", "class", "stage", "rating", "level", "late"])
    #expect(found["status"]?.commonValues == ["it's done", "open"], "what is frequent comes first")
    #expect(found["kind"]?.commonValues == ["a", "b"])
    #expect(found["class"]?.commonValues == ["x", "y z"])
    #expect(found["stage"]?.commonValues == ["first", "last"])
    #expect(found["rating"]?.commonValues == ["1", "2", "-3"])
    #expect(found["level"]?.commonValues == ["low", "high"])
    #expect(
      Set(found["late"]?.commonValues ?? []) == ["other", "x"], "what was not validated says nothing of old rows")
    #expect(try await columns("some_columns").keys.sorted() == ["kind"])
  }
}
