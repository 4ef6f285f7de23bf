import Vocabulary

/// A small retailer with staff: every kind of column, key and comment that the synthesizer reads.
enum Fixture {
  static func column(
    _ name: String, _ type: String, _ family: TypeFamily, null: Bool = false, _ comment: String? = nil,
    labels: [String] = [],
    values: [String] = []
  ) -> Column {
    Column(
      name: name, type: type, family: family, nullable: null, comment: comment, enumLabels: labels,
      commonValues: values,
      valuesAreComplete: !labels.isEmpty)
  }

  static func name(_ relation: String) -> RelationName { RelationName("shop", relation) }

  static func table(_ relation: String, _ comment: String?, key: [String], unique: [[String]] = [], _ columns: [Column])
    -> Relation
  {
    Relation(
      name: name(relation), kind: .table, comment: comment, columns: columns, primaryKey: key, uniqueKeys: unique)
  }

  static func key(_ from: String, _ column: String, _ to: String) -> ForeignKey {
    ForeignKey(from: name(from), [column], to: name(to), ["id"])
  }

  static let relations: [Relation] = [
    table(
      "category", "Product categories", key: ["id"], unique: [["name"]],
      [
        column("id", "integer", .integer), column("parent_id", "integer", .integer, null: true),
        column("name", "text", .text, values: ["Tents", "Stoves", "Boots", "Ropes"]),
      ]),
    table(
      "city", nil, key: ["id"],
      [
        column("id", "integer", .integer),
        column("name", "text", .text, values: ["Oslo", "Bergen", "Berlin", "New York"]),
        column("country", "text", .text, values: ["Norway", "Germany", "United States"]),
        column("population", "integer", .integer, null: true),
      ]),
    table(
      "customer", "Registered customers", key: ["id"],
      [
        column("id", "integer", .integer), column("first_name", "text", .text, values: ["Maria", "Jonas", "Ingrid"]),
        column("last_name", "text", .text, values: ["Hansen", "Weber", "O'Neil"]),
        column("email", "text", .text, null: true),
        column("city_id", "integer", .integer), column("birth_date", "date", .date, null: true),
        column("joined_at", "timestamp with time zone", .timestamp, "When the customer registered"),
        column("tier", "shop.tier", .enumeration, null: true, labels: ["bronze", "silver", "gold"]),
        column("newsletter", "boolean", .boolean, "True if the customer agreed to receive the newsletter"),
        column("preferences", "jsonb", .json, values: [#"{"language": "de", "size": 42}"#, #"{"language": "no"}"#]),
      ]),
    table(
      "employee", "Staff of the shops", key: ["id"],
      [
        column("id", "integer", .integer), column("first_name", "text", .text, values: ["Anna", "Emma"]),
        column("last_name", "text", .text, values: ["Larsen", "Wolf"]),
        column("job_title", "text", .text, values: ["Cashier", "Buyer"]),
        column("department", "text", .text, values: ["Finance", "Logistics"]),
        column("manager_id", "integer", .integer, null: true),
        column("hired_on", "date", .date),
        column("left_on", "date", .date, null: true, "Last working day; null while still employed"),
        column("salary", "numeric(9,2)", .number, "Gross yearly salary in euros"),
        column("password_hash", "text", .text, null: true),
      ]),
    table(
      "order_line", "Products on an order", key: ["order_id", "line_no"],
      [
        column("order_id", "integer", .integer), column("line_no", "integer", .integer),
        column("product_id", "integer", .integer),
        column("quantity", "integer", .integer), column("unit_price", "numeric(8,2)", .number),
      ]),
    table(
      "product", "Articles in the catalogue", key: ["id"], unique: [["name"]],
      [
        column("id", "integer", .integer), column("name", "text", .text, values: ["Falcon 2", "Trail Stove"]),
        column("category_id", "integer", .integer), column("list_price", "numeric(8,2)", .number),
        column("cost_price", "numeric(8,2)", .number), column("weight_g", "integer", .integer, null: true),
        column("tags", "text[]", .array, values: ["vegan", "recycled"]), column("launched_on", "date", .date),
        column("is_active", "boolean", .boolean), column("description", "text", .text, null: true),
      ]),
    table(
      "product_supplier", nil, key: ["product_id", "supplier_id"],
      [
        column("product_id", "integer", .integer), column("supplier_id", "integer", .integer),
      ]),
    table(
      "sales_order", "Orders of customers", key: ["id"],
      [
        column("id", "integer", .integer), column("customer_id", "integer", .integer),
        column("employee_id", "integer", .integer, null: true),
        column("status", "shop.status", .enumeration, labels: ["pending", "shipped", "cancelled"]),
        column("channel", "text", .text, values: ["web", "store", "phone"]),
        column("ordered_at", "timestamp with time zone", .timestamp), column("promised_on", "date", .date, null: true),
        column("delivered_on", "date", .date, null: true),
        column(
          "total_amount", "numeric(10,2)", .number, null: true,
          "Value in euros. Revenue or turnover is the sum of this column"),
      ]),
    table(
      "supplier", nil, key: ["id"], unique: [["name"]],
      [
        column("id", "integer", .integer), column("name", "text", .text), column("city_id", "integer", .integer),
        column("rating", "numeric(3,1)", .number, null: true),
      ]),
  ]

  static let snapshot = SchemaSnapshot(
    database: "shop", role: "reader", serverVersion: 150_000, searchPath: ["shop"], relations: relations,
    foreignKeys: [
      key("category", "parent_id", "category"), key("customer", "city_id", "city"),
      key("employee", "manager_id", "employee"),
      key("order_line", "order_id", "sales_order"), key("order_line", "product_id", "product"),
      key("product", "category_id", "category"), key("product_supplier", "product_id", "product"),
      key("product_supplier", "supplier_id", "supplier"), key("sales_order", "customer_id", "customer"),
      key("sales_order", "employee_id", "employee"), key("supplier", "city_id", "city"),
    ],
    fingerprint: "fixture")

  static func snapshot(_ relations: [Relation], _ keys: [ForeignKey] = []) -> SchemaSnapshot {
    SchemaSnapshot(
      database: "odd", role: "reader", serverVersion: 150_000, searchPath: ["public"], relations: relations,
      foreignKeys: keys,
      fingerprint: "odd")
  }
}
