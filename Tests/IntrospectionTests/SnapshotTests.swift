import Introspection
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("A snapshot")
struct SnapshotTests {
  @Test("database, role, version and search path are those of the session")
  func session() async throws {
    let snapshot = try await Workshop.snapshot()
    #expect(snapshot.database == "workshop")
    #expect(snapshot.role == "postgres")
    #expect(snapshot.serverVersion >= 120000)
    #expect(snapshot.searchPath == ["shop", "public"])
    #expect(snapshot.fingerprint.count == 64)
  }

  @Test("every kind of relation is there under its kind, sorted by name, and found by name")
  func kinds() async throws {
    let snapshot = try await Workshop.snapshot()
    let expected: [String: Relation.Kind] = [
      "orders": .table, "visits": .partitionedTable, "visits_2024": .partition, "members": .view,
      "totals": .materializedView, "remote": .foreignTable,
    ]
    for (name, kind) in expected { #expect(snapshot.relation(shop(name))?.kind == kind) }
    #expect(snapshot.relation(shop("visits_2024"))?.partitionOf == shop("visits"))
    #expect(snapshot.relations.map(\.name) == snapshot.relations.map(\.name).sorted())
    #expect(snapshot.relations.allSatisfy { snapshot.relation($0.name) == $0 })
    #expect(
      snapshot.relations.allSatisfy { !$0.name.schema.hasPrefix("pg_") && $0.name.schema != "information_schema" })
  }

  @Test("columns have type, nullability and comment, in the catalog's order")
  func columns() async throws {
    let snapshot = try await Workshop.snapshot()
    let customers = try #require(snapshot.relation(shop("customers")))
    #expect(customers.columns.map(\.name) == ["id", "email", "country", "home", "secret", "is_member"])
    #expect(customers.comment == "Who buys")
    let country = try #require(customers.column("country"))
    #expect(country.type == "character(2)" && country.family == .text && !country.nullable)
    #expect(country.comment == "Two letters, says ISO's \"3166\"")
    #expect(customers.column("email")?.nullable == false, "the domain forbids NULL")
    #expect(customers.column("secret")?.nullable == true)
  }

  @Test("every type is named as format_type names it")
  func typeNames() async throws {
    let connection = try await Workshop.connect()
    let snapshot = try await Introspector().snapshot(on: connection)
    let named = try await connection.query(
      """
      SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
        AND nspname !~ '^pg_' AND nspname <> 'information_schema'
      """)
    #expect(named.rows.count > 100)
    #expect(named.rows.count == snapshot.relations.reduce(0) { $0 + $1.columns.count })
    for row in named.rows {
      let texts = row.compactMap { $0 }
      let column = snapshot.column(ColumnName(RelationName(texts[0], texts[1]), texts[2]))
      #expect(column?.type == texts[3], "\(texts)")
    }
  }

  @Test(
    "a type's family is what its values are",
    arguments: [
      ("a_numeric_2", .number), ("a_varchar_20", .text), ("a_bpchar", .text), ("a_letter", .text), ("a_bit", .other),
      ("a_time_0", .time), ("a_timetz_2", .time), ("a_timestamp_6", .timestamp), ("a_timestamptz", .timestamp),
      ("an_interval_ym", .interval), ("an_array", .array), ("a_domain_array", .array), ("a_row_array", .array),
      ("an_enum", .enumeration), ("a_domain", .number), ("a_row", .other), ("a_range", .other), ("a_jsonb", .json),
      ("a_uuid", .uuid), ("bytes", .binary), ("money", .number), ("an_oid", .integer), ("a_date", .date),
      ("a_double", .number), ("a_small", .integer),
    ] as [(String, TypeFamily)])
  func families(column: String, family: TypeFamily) async throws {
    let snapshot = try await Workshop.snapshot()
    #expect(snapshot.relation(shop("types"))?.column(column)?.family == family)
  }

  @Test("enum labels keep their declared order, also behind a domain")
  func enums() async throws {
    let snapshot = try await Workshop.snapshot()
    let orders = try #require(snapshot.relation(shop("orders")))
    for name in ["channel", "favourite"] {
      #expect(orders.column(name)?.enumLabels == ["web", "fax", "store", "phone"])
      #expect(orders.column(name)?.valuesAreComplete == true)
    }
    #expect(orders.column("favourite")?.family == .enumeration)
  }

  @Test("primary and unique keys are read in key order, without INCLUDE columns and partial indexes")
  func keys() async throws {
    let snapshot = try await Workshop.snapshot()
    let lines = try #require(snapshot.relation(shop("order_lines")))
    #expect(lines.primaryKey == ["order_id", "line"])
    #expect(lines.uniqueKeys == [["sku", "line"]])
    #expect(snapshot.relation(shop("totals"))?.uniqueKeys == [["customer_id"]])
    #expect(snapshot.relation(shop("customers"))?.uniqueKeys == [["email"]])
  }

  @Test("declared foreign keys are read, composite ones and self-references too, each once")
  func foreignKeys() async throws {
    let snapshot = try await Workshop.snapshot()
    let declared = snapshot.foreignKeys.filter { $0.origin == .declared }
    #expect(declared.contains(ForeignKey(from: shop("orders"), ["customer_id"], to: shop("customers"), ["id"])))
    #expect(declared.contains(ForeignKey(from: shop("orders"), ["parent_id"], to: shop("orders"), ["id"])))
    #expect(
      declared.contains(
        ForeignKey(from: shop("returns"), ["order_id", "line"], to: shop("order_lines"), ["order_id", "line"])))
    // A key to a partitioned table has a shadow a partition in the catalog.
    #expect(declared.filter { $0.from == shop("click_notes") }.map(\.to) == [shop("clicks")])
    #expect(Set(declared).count == declared.count)
  }

  @Test("views and materialised views have their definition, tables none")
  func definitions() async throws {
    let snapshot = try await Workshop.snapshot()
    #expect(snapshot.relation(shop("members"))?.definition?.contains("WHERE customers.is_member") == true)
    #expect(snapshot.relation(shop("totals"))?.definition?.contains("sum(") == true)
    #expect(snapshot.relation(shop("orders"))?.definition == nil)
  }

  @Test("row estimates are the planner's, and absent where nothing was analysed")
  func estimates() async throws {
    let snapshot = try await Workshop.snapshot()
    #expect(snapshot.relation(shop("orders"))?.estimatedRows == 900)
    let server = try await Workshop.fresh("unanalysed", sql: "CREATE TABLE t (a int); INSERT INTO t VALUES (1);")
    let settings = PostgresSettings(connectionString: server.connectionString(database: "unanalysed"))
    let other = try await Introspector().snapshot(on: .connect(settings))
    #expect(other.relation(RelationName("public", "t"))?.estimatedRows == nil)
    #expect(other.relation(RelationName("public", "t")) != nil)
  }

  @Test("routines tell kind, volatility, arguments, result and comment")
  func routines() async throws {
    let routines = try await Workshop.snapshot().routines
    #expect(
      routines.first { $0.name == "twice" }
        == Routine(
          schema: "shop", name: "twice", arguments: "integer", result: "integer", kind: .function,
          volatility: .immutable, comment: "Two times n"))
    let tidy = routines.first { $0.name == "tidy" }
    #expect(tidy?.kind == .procedure && tidy?.result == "" && tidy?.arguments == "text, integer[]")
    #expect(routines.first { $0.name == "product" }?.kind == .aggregate)
    #expect(routines.allSatisfy { $0.schema != "pg_catalog" })
  }

  @Test("types of user schemas are listed with labels and base types")
  func userTypes() async throws {
    let types = try await Workshop.snapshot().userDefinedTypes
    #expect(
      types.map(\.name) == ["secret_kind", "address", "best_channel", "channel", "email", "price", "span", "spare"])
    #expect(types.first { $0.name == "price" }?.baseType == "numeric(12,2)")
    #expect(types.first { $0.name == "best_channel" }?.kind == .domain)
    #expect(types.first { $0.name == "channel" }?.labels == ["web", "fax", "store", "phone"])
    #expect(types.first { $0.name == "address" }?.kind == .composite)
    #expect(types.first { $0.name == "address" }?.attributes == ["street", "city"])
    #expect(types.first { $0.name == "email" }?.checks == ["(VALUE ~~ '%@%'::text)"])
    #expect(types.first { $0.name == "price" }?.checks == [])
    #expect(types.allSatisfy { $0.ofExtension == nil })
  }

  @Test("operators and casts that call functions of user schemas are listed")
  func operatorsAndCasts() async throws {
    let snapshot = try await Workshop.snapshot()
    #expect(snapshot.operators == [UserDefinedOperator(schema: "shop", name: "%%%", left: "integer", right: "integer")])
    #expect(snapshot.casts == [UserDefinedCast(source: "integer", target: "address")])
  }

  @Test("what an extension brings is told from what users made")
  func extensions() async throws {
    let server = try await Workshop.fresh(
      "extended", sql: "CREATE EXTENSION citext; CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1';")
    let settings = PostgresSettings(connectionString: server.connectionString(database: "extended"))
    let snapshot = try await Introspector().snapshot(on: .connect(settings))
    #expect(snapshot.userDefinedTypes.map(\.ofExtension) == ["citext"])
    #expect(snapshot.operators.isEmpty == false && snapshot.operators.allSatisfy { $0.ofExtension == "citext" })
    #expect(snapshot.casts.isEmpty == false && snapshot.casts.allSatisfy { $0.ofExtension == "citext" })
    #expect(snapshot.routines.filter { $0.ofExtension == nil }.map(\.name) == ["mine"])
  }

  @Test("names of any spelling come through unharmed")
  func oddNames() async throws {
    let snapshot = try await Workshop.snapshot()
    let odd = snapshot.relations.filter { $0.name.schema == "Odd \"Names\"" }
    #expect(odd.map(\.name.name) == ["Täble\nwith 'all' of it; -- \\", "select"])
    let table = odd.first { $0.name.name.hasPrefix("T") }
    #expect(table?.primaryKey == ["Col \"umn\""])
    #expect(
      table?.columns.map(\.name)
        == ["Col \"umn\"", "naïve ☃", "123456789012345678901234567890123456789012345678901234567890abc"])
    let connection = try await Workshop.connect()
    for relation in odd {
      for column in relation.columns {
        _ = try await connection.query("SELECT \(SQLText.identifier(column.name)) FROM \(relation.name.sql)")
      }
    }
  }
}
