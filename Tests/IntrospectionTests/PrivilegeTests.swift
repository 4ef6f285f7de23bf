import Introspection
import TestSupport
import Testing
import Vocabulary

@Suite("What a role may see")
struct PrivilegeTests {
  @Test("columns that the role may not read are not there, nor are relations of which it may read none")
  func columns() async throws {
    let snapshot = try await Workshop.snapshot(user: "workshop_reader")
    #expect(snapshot.role == "workshop_reader")
    #expect(
      snapshot.relation(shop("customers"))?.columns.map(\.name) == ["id", "email", "country", "home", "is_member"])
    #expect(snapshot.relation(shop("private"))?.columns.map(\.name) == ["open_part"])
    #expect(snapshot.relation(shop("very_private")) == nil)
    #expect(snapshot.relation(RelationName("hidden", "vault")) == nil, "the schema is closed to the role")
  }

  @Test("the readable columns are exactly those that the server says are")
  func exact() async throws {
    let connection = try await Workshop.connect(user: "workshop_reader")
    let snapshot = try await Introspector().snapshot(on: connection)
    let readable = try await connection.query(
      """
      SELECT n.nspname, c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
        AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
      """)
    let expected = readable.rows.map { row in
      let texts = row.compactMap { $0 }
      return ColumnName(RelationName(texts[0], texts[1]), texts[2])
    }
    let found = snapshot.relations.flatMap { relation in relation.columns.map { ColumnName(relation.name, $0.name) } }
    #expect(found.sorted() == expected.sorted())
  }

  @Test("keys are there only when both their ends are")
  func keys() async throws {
    let all = try await Workshop.snapshot()
    let reader = try await Workshop.snapshot(user: "workshop_reader")
    #expect(all.foreignKeys.contains { $0.from == shop("private_links") })
    #expect(!reader.foreignKeys.contains { $0.from == shop("private_links") })
    #expect(reader.relation(shop("private"))?.primaryKey == [])
    #expect(reader.foreignKeys.contains { $0.from == shop("orders") && $0.to == shop("customers") })
  }

  @Test("views that the role may not read are known when they run below one that it may, at any depth")
  func hiddenViews() async throws {
    #expect(try await Workshop.snapshot().hiddenViews.isEmpty)
    let reader = try await Workshop.snapshot(user: "workshop_reader")
    #expect(reader.hiddenViews.map(\.name.name) == ["deepest", "middle"])
    #expect(reader.hiddenViews.first?.definition.contains("forbidden()") == true)
    #expect(reader.relation(RelationName("hidden", "middle")) == nil)
  }

  @Test("routines that the role may not run are not there, types that its columns may have are")
  func routines() async throws {
    let reader = try await Workshop.snapshot(user: "workshop_reader")
    #expect(reader.routines.contains { $0.name == "twice" })
    #expect(!reader.routines.contains { $0.name == "forbidden" })
    #expect(reader.userDefinedTypes.contains { $0.name == "secret_kind" })
  }

  @Test("a grant to a role that the role belongs to counts")
  func membership() async throws {
    let server = try await Workshop.fresh(
      "membership",
      sql: """
        CREATE TABLE t (a int, b int);
        GRANT SELECT (a) ON t TO workshop_group;
        """)
    let snapshot = try await Introspector().snapshot(
      on: .connect(.init(connectionString: server.connectionString(database: "membership", user: "workshop_member"))))
    #expect(snapshot.relation(RelationName("public", "t"))?.columns.map(\.name) == ["a"])
  }
}
