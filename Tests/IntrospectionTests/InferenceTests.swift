import Introspection
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("Inferred keys")
struct InferenceTests {
  @Test("names and types lead to keys, declared keys are left alone, and other types are not taken for keys")
  func workshop() async throws {
    let inferred = try await Workshop.snapshot().foreignKeys.filter { $0.origin == .inferred }
    let expected: Set<ForeignKey> = [
      ForeignKey(from: shop("letters"), ["customer_id"], to: shop("customers"), ["id"], origin: .inferred),
      ForeignKey(from: shop("letters"), ["billing_customer_id"], to: shop("customers"), ["id"], origin: .inferred),
      ForeignKey(from: shop("members"), ["customer_id"], to: shop("customers"), ["id"], origin: .inferred),
      ForeignKey(from: shop("totals"), ["customer_id"], to: shop("customers"), ["id"], origin: .inferred),
    ]
    #expect(Set(inferred) == expected)
  }

  private func table(
    _ name: String, in schema: String = "s", _ columns: [(String, TypeFamily)], key: String? = nil
  ) -> Relation {
    Relation(
      name: RelationName(schema, name), kind: .table,
      columns: columns.map { Column(name: $0.0, type: "", family: $0.1) }, primaryKey: key.map { [$0] } ?? [])
  }

  private func infer(_ relations: [Relation], _ keys: [ForeignKey] = []) -> [String] {
    let snapshot = SchemaSnapshot(
      database: "d", role: "r", serverVersion: 150000, searchPath: ["s"],
      relations: relations.sorted { $0.name < $1.name }, foreignKeys: keys, fingerprint: "")
    return inferredForeignKeys(snapshot).map { "\($0.from).\($0.fromColumns[0]) \($0.to).\($0.toColumns[0])" }
  }

  @Test(
    "a column's name leads to a table",
    arguments: [
      ("customer_id", "customers", "id"), ("customerId", "Customers", "id"), ("CustomerID", "customer", "ID"),
      ("customer_id", "customers", "customer_id"), ("category_id", "categories", "id"), ("customer", "customers", "id"),
      ("person_id", "people", "id"), ("order_line_id", "order_lines", "id"), ("shipping_address_id", "addresses", "id"),
      ("airline", "airlines", "uid"), ("sbtxcustid", "sbcustomer", "sbcustid"),
    ])
  func names(column: String, table name: String, key: String) {
    let found = infer([
      table(name, [(key, .integer)], key: key), table("asking", [("x", .text), (column, .integer)]),
    ])
    #expect(found == ["s.asking.\(column) s.\(name).\(key)"])
  }

  @Test("codes lead to tables by their whole name only")
  func codes() {
    let countries = table("country", [("code", .text)], key: "code")
    #expect(infer([countries, table("brand", [("country_code", .text)])]) == ["s.brand.country_code s.country.code"])
    #expect(infer([countries, table("brand", [("home_country_code", .text), ("country", .text)])]).isEmpty)
  }

  @Test("a part inside of a key's name must leave enough of it, and lead to one key only")
  func parts() {
    let order = table("orders", [("orderid", .integer)], key: "orderid")
    #expect(infer([order, table("line", [("orderlineid", .integer), ("orid", .integer)])]).isEmpty)
    let customer = table("sbcustomer", [("sbcustid", .integer)], key: "sbcustid")
    let custodian = table("sbcustodian", [("sccustid", .integer)], key: "sccustid")
    #expect(infer([customer, custodian, table("trade", [("sxcustid", .integer)])]).isEmpty)
    #expect(infer([customer, table("trade", [("sbtxcustid", .text)])]).isEmpty, "of another kind")
  }

  @Test("a declared key shows where columns of its name lead, if all agree")
  func examples() {
    let order = table("sales_order", [("id", .integer)], key: "id")
    let payment = table("payment", [("order_id", .integer)])
    let visit = table("visit", [("order_id", .integer)])
    let key = ForeignKey(from: payment.name, ["order_id"], to: order.name, ["id"])
    #expect(infer([order, payment, visit], [key]) == ["s.visit.order_id s.sales_order.id"])
    let other = table("purchase_order", [("id", .integer)], key: "id")
    let delivery = table("delivery", [("order_id", .integer)])
    let contrary = ForeignKey(from: delivery.name, ["order_id"], to: other.name, ["id"])
    #expect(infer([order, other, payment, visit, delivery], [key, contrary]).isEmpty)
  }

  @Test("two tables of one name are told apart by schema, or not at all")
  func schemas() {
    let here = table("customer", [("id", .integer)], key: "id")
    let there = table("customer", in: "t", [("id", .integer)], key: "id")
    let asking = table("visit", [("customer_id", .integer)])
    #expect(infer([here, there, asking]) == ["s.visit.customer_id s.customer.id"])
    #expect(infer([here, there, table("visit", in: "u", [("customer_id", .integer)])]).isEmpty)
  }

  @Test("a table's own key and columns of another kind lead nowhere")
  func none() {
    let customers = table("customers", [("customer_id", .integer)], key: "customer_id")
    #expect(infer([customers]).isEmpty)
    #expect(infer([customers, table("note", [("customer_id", .text), ("id", .integer)])]).isEmpty)
  }

  @Test("where a relation declares no key, its own id or code is taken for one")
  func undeclared() {
    let author = table("author", [("authorid", .integer), ("name", .text)])
    let writes = table("writes", [("paperid", .integer), ("authorid", .integer)])
    #expect(infer([author, writes]) == ["s.writes.authorid s.author.authorid"])
    let airport = table("airport", [("airport_code", .text)])
    #expect(
      infer([airport, table("stop", [("airport_code", .text)])]) == ["s.stop.airport_code s.airport.airport_code"])
    // A key that is declared is the only one.
    let keyed = table("author", [("authorid", .integer), ("number", .integer)], key: "number")
    #expect(infer([keyed, writes]).isEmpty)
  }

  @Test("values that do not agree speak against a key, and do not change the fingerprint")
  func values() async throws {
    let server = try await Workshop.fresh(
      "inferring",
      sql: """
        CREATE TABLE country (code text, name text);
        INSERT INTO country VALUES ('NO', 'Norway'), ('SE', 'Sweden'), ('DK', 'Denmark');
        CREATE TABLE brand (country_code text);
        INSERT INTO brand VALUES ('NO'), ('NO'), ('SE');
        CREATE TABLE plug (country_code text);
        INSERT INTO plug VALUES ('A'), ('B'), ('C'), ('NO');
        """)
    let settings = PostgresSettings(connectionString: server.connectionString(database: "inferring"))
    func keys() async throws -> (Set<String>, String) {
      let connection = try await PostgresConnection.connect(settings)
      let snapshot = try await Introspector().snapshot(on: connection)
      await connection.close()
      #expect(snapshot.foreignKeys.allSatisfy { $0.origin == .inferred })
      return (Set(snapshot.foreignKeys.map(\.from.name)), snapshot.fingerprint)
    }
    let (before, fingerprint) = try await keys()
    #expect(before == ["brand", "plug"])
    try await server.psql("ANALYZE", database: "inferring")
    let (after, same) = try await keys()
    #expect(after == ["brand"] && same == fingerprint)
    try await server.psql("INSERT INTO country VALUES ('NO', 'Norge'); ANALYZE country", database: "inferring")
    #expect(try await keys().0.isEmpty, "a code that repeats is no key")
  }

  @Test("names that only hint at a key are believed where all values agree")
  func hints() async throws {
    let server = try await Workshop.fresh(
      "hinting",
      sql: """
        CREATE TABLE airport (airport_code text, airport_name text);
        INSERT INTO airport VALUES ('OSL', 'Gardermoen'), ('BGO', 'Flesland'), ('TRD', 'Værnes');
        CREATE TABLE flight (from_airport text, to_airport text, alternate_airport text);
        INSERT INTO flight VALUES ('OSL', 'BGO', 'XYZ'), ('BGO', 'OSL', 'OSL'), ('OSL', 'BGO', 'XYZ'), ('BGO', 'OSL', 'OSL');
        CREATE TABLE state (state_name text);
        INSERT INTO state VALUES ('Ohio'), ('Utah'), ('Iowa');
        CREATE TABLE lake (state_name text);
        INSERT INTO lake VALUES ('Ohio'), ('Utah'), ('Utah'), ('Ohio');
        """)
    let settings = PostgresSettings(connectionString: server.connectionString(database: "hinting"))
    func keys() async throws -> ([String], String) {
      let connection = try await PostgresConnection.connect(settings)
      let snapshot = try await Introspector().snapshot(on: connection)
      await connection.close()
      return (snapshot.foreignKeys.map { "\($0.fromColumns[0]) \($0.toColumns[0])" }, snapshot.fingerprint)
    }
    let (before, fingerprint) = try await keys()
    #expect(before.isEmpty)
    try await server.psql("ANALYZE", database: "hinting")
    let (after, same) = try await keys()
    #expect(after == ["from_airport airport_code", "to_airport airport_code", "state_name state_name"])
    #expect(same == fingerprint)
  }
}
