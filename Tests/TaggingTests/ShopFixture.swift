import Vocabulary

/// A small shop: customers, orders, lines, products, reviews, employees who have managers, flights between airports.
enum ShopFixture {
  static let snapshot: SchemaSnapshot = {
    func name(_ relation: String) -> RelationName { RelationName("shop", relation) }
    func column(_ name: String, _ type: String, _ family: TypeFamily, nullable: Bool = false, values: [String] = [])
      -> Column
    {
      Column(name: name, type: type, family: family, nullable: nullable, commonValues: values)
    }
    func relation(_ relation: String, _ columns: [Column]) -> Relation {
      Relation(name: name(relation), kind: .table, columns: columns, primaryKey: [columns[0].name])
    }
    let relations = [
      relation(
        "airport", [column("id", "integer", .integer), column("city", "text", .text, values: ["Oslo", "Bergen"])]),
      relation(
        "customer",
        [
          column("id", "integer", .integer), column("name", "text", .text),
          column("city", "text", .text, nullable: true, values: ["Berlin", "New York City", "Oslo"]),
          column("credit", "numeric(10,2)", .number, nullable: true),
          Column(
            name: "tier", type: "shop.tier", family: .enumeration, enumLabels: ["gold", "silver_plus"],
            valuesAreComplete: true),
          column("tags", "text[]", .array, nullable: true, values: ["newsletter"]),
        ]),
      relation("depot", [column("name", "text", .text), column("height", "integer", .integer)]),
      relation(
        "employee",
        [
          column("id", "integer", .integer), column("name", "text", .text),
          column("salary", "numeric", .number, nullable: true),
          column("manager_id", "integer", .integer, nullable: true), column("dept", "text", .text, values: ["Sales"]),
          column("left_on", "date", .date, nullable: true),
        ]),
      relation(
        "flight",
        [
          column("id", "integer", .integer), column("source_id", "integer", .integer),
          column("target_id", "integer", .integer),
        ]),
      relation(
        "line",
        [
          column("id", "integer", .integer), column("order_id", "integer", .integer),
          column("product_id", "integer", .integer), column("quantity", "integer", .integer),
        ]),
      relation(
        "orders",
        [
          column("id", "integer", .integer), column("customer_id", "integer", .integer, nullable: true),
          column("placed_at", "timestamp with time zone", .timestamp),
          column("total", "numeric", .number, nullable: true),
          column("year", "integer", .integer),
        ]),
      relation(
        "parcel",
        [
          column("id", "integer", .integer), column("title", "text", .text), column("depot_name", "text", .text),
          column("weight", "integer", .integer),
        ]),
      relation(
        "product",
        [column("id", "integer", .integer), column("Order", "text", .text), column("price", "numeric", .number)]),
      relation(
        "review",
        [
          column("id", "integer", .integer), column("product_id", "integer", .integer),
          column("customer_id", "integer", .integer), column("stars", "integer", .integer),
        ]),
      relation(
        "ticket",
        [
          column("id", "integer", .integer), column("product_id", "integer", .integer),
          column("from_city", "text", .text, values: ["Rome", "Madrid"]),
          column("to_city", "text", .text, values: ["Rome", "Madrid"]),
          column("opened_at", "timestamp with time zone", .timestamp),
          column("closed_at", "timestamp with time zone", .timestamp, nullable: true),
          column("price", "numeric", .number), column("is_sealed", "boolean", .boolean),
          Column(
            name: "campaign", type: "text", family: .text, nullable: true,
            commonValues: ["Winter Sale 2023", "Winter Sale 2024", "Spring Days"], valuesAreComplete: true),
        ]),
    ]
    let keys = [
      ForeignKey(from: name("employee"), ["manager_id"], to: name("employee"), ["id"]),
      ForeignKey(from: name("flight"), ["source_id"], to: name("airport"), ["id"]),
      ForeignKey(from: name("flight"), ["target_id"], to: name("airport"), ["id"]),
      ForeignKey(from: name("line"), ["order_id"], to: name("orders"), ["id"]),
      ForeignKey(from: name("line"), ["product_id"], to: name("product"), ["id"]),
      ForeignKey(from: name("orders"), ["customer_id"], to: name("customer"), ["id"]),
      ForeignKey(from: name("parcel"), ["depot_name"], to: name("depot"), ["name"], origin: .inferred),
      ForeignKey(from: name("review"), ["product_id"], to: name("product"), ["id"]),
      ForeignKey(from: name("review"), ["customer_id"], to: name("customer"), ["id"]),
      ForeignKey(from: name("ticket"), ["product_id"], to: name("product"), ["id"]),
    ]
    return SchemaSnapshot(
      database: "shop", role: "reader", serverVersion: 150018, searchPath: ["shop"], relations: relations,
      foreignKeys: keys, fingerprint: "0")
  }()
}
