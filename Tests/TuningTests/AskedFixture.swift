import Vocabulary

/// Singers and their concerts: whatever a form of `asked.txt` may need, bridges and chains of keys among it.
enum AskedFixture {
  private static func id(_ name: String = "id") -> Column { Fixture.column(name, "integer", .integer) }
  private static func text(_ name: String, _ values: [String]) -> Column {
    Fixture.column(name, "text", .text, values: values)
  }

  static let relations: [Relation] = [
    Fixture.table(
      "company", nil, key: ["id"], unique: [["name"]],
      [id(), text("name", ["Blue Note", "Motown"]), text("country", ["Japan", "France"]), id("employees")]),
    Fixture.table(
      "singer", nil, key: ["id"],
      [
        id(), text("name", ["Ann Lee", "Joe Park"]), text("country", ["Japan", "France"]),
        text("genre", ["pop", "jazz", "rock"]), Fixture.column("age", "integer", .integer, values: ["20", "45", "60"]),
        Fixture.column("birth_date", "date", .date, null: true), id("company_id"),
      ]),
    Fixture.table(
      "employee", nil, key: ["id"],
      [
        id(), text("first_name", ["Anna", "Emma"]), text("last_name", ["Wolf", "Larsen"]),
        text("department", ["Finance", "Logistics"]), id("company_id"),
        Fixture.column("manager_id", "integer", .integer, null: true), Fixture.column("hired_on", "date", .date),
        Fixture.column("salary", "numeric(9,2)", .number),
      ]),
    Fixture.table(
      "venue", nil, key: ["id"],
      [
        id(), text("name", ["Grand Hall", "Old Barn"]), text("city", ["Oslo", "Paris"]),
        text("type", ["club", "arena"]), text("status", ["open", "shut"]),
        Fixture.column("parking", "boolean", .boolean), Fixture.column("phone", "text", .text, null: true),
        Fixture.column("capacity", "integer", .integer, values: ["100", "2000"]),
      ]),
    Fixture.table(
      "concert", nil, key: ["id"],
      [
        id(), text("title", ["Spring Night", "Last Waltz"]),
        Fixture.column("year", "integer", .integer, values: ["2014", "2015"]),
        id("venue_id"), Fixture.column("ticket_price", "numeric(8,2)", .number), text("city", ["Oslo", "Paris"]),
      ]),
    Fixture.table("singer_in_concert", nil, key: ["singer_id", "concert_id"], [id("singer_id"), id("concert_id")]),
    Fixture.table(
      "song", nil, key: ["id"],
      [
        id(), text("title", ["Moon River", "Blue Sky"]), id("singer_id"), text("language", ["English", "French"]),
        Fixture.column("release_year", "integer", .integer), Fixture.column("duration_s", "integer", .integer),
        Fixture.column("sales", "numeric(9,2)", .number, null: true), text("city", ["Oslo", "Paris"]),
      ]),
    Fixture.table(
      "country", nil, key: ["id"], [id(), text("name", ["Norway", "France"]), text("region", ["Nordics", "West"])]),
    Fixture.table(
      "booth", nil, key: ["id"],
      [
        id(), text("name", ["Left Booth", "Right Booth"]), id("venue_id"), id("country_id"),
        Fixture.column("quantity", "integer", .integer), Fixture.column("has_power", "boolean", .boolean),
        Fixture.column("has_roof", "boolean", .boolean),
      ]),
    Fixture.table(
      "shop", nil, key: ["id"],
      [
        id(), text("name", ["Harbour Shop", "Old Mill"]), id("country_id"), text("city", ["Oslo", "Paris"]),
        Fixture.column("area_m2", "integer", .integer),
      ]),
    Fixture.table(
      "customer", nil, key: ["id"],
      [
        id(), text("first_name", ["Anna", "Emma"]), text("last_name", ["Schmidt", "Larsen"]), id("country_id"),
        text("city", ["Oslo", "Paris"]), Fixture.column("joined_on", "date", .date),
      ]),
    Fixture.table(
      "orders", nil, key: ["id"],
      [
        id(), id("customer_id"), Fixture.column("shop_id", "integer", .integer, null: true),
        text("channel", ["web", "phone"]), text("status", ["paid", "failed"]),
        Fixture.column("ordered_at", "timestamp with time zone", .timestamp),
        Fixture.column("promised_on", "date", .date, null: true),
        Fixture.column("delivered_at", "timestamp with time zone", .timestamp, null: true),
        Fixture.column("total_amount", "numeric(9,2)", .number),
        Fixture.column("shipping_fee", "numeric(7,2)", .number), Fixture.column("notes", "text", .text, null: true),
      ]),
    Fixture.table(
      "museum", nil, key: ["id"],
      [id(), text("name", ["Fram", "Ski Hall"]), id("country_id"), text("city", ["Oslo", "Paris"])]),
    Fixture.table("product", nil, key: ["id"], [id(), text("name", ["Tent", "Lamp"])]),
    Fixture.table(
      "order_line", nil, key: ["id"],
      [
        id(), id("order_id"), id("product_id"), Fixture.column("quantity", "integer", .integer),
        Fixture.column("unit_price", "numeric(9,2)", .number),
      ]),
    Fixture.table(
      "project", nil, key: ["id"], unique: [["name"]],
      [
        id(), text("name", ["Alpha", "Beacon", "Comet"]), text("kind", ["build", "study"]), id("country_id"),
        Fixture.column("parent_id", "integer", .integer, null: true),
        Fixture.column("sponsor_id", "integer", .integer, null: true),
        Fixture.column("opened_on", "date", .date), Fixture.column("closed_on", "date", .date, null: true),
        Fixture.column("budget", "numeric(9,2)", .number, null: true),
        Fixture.column("phone", "text", .text, null: true),
      ]),
    Fixture.table("sponsor", nil, key: ["id"], [id(), text("name", ["Nordbank", "Fjordlight"])]),
    Fixture.table("milestone", nil, key: ["id"], [id(), text("title", ["Kickoff", "Launch"]), id("project_id")]),
  ]

  static let snapshot = SchemaSnapshot(
    database: "asked", role: "reader", serverVersion: 150_000, searchPath: ["shop"], relations: relations,
    foreignKeys: [
      Fixture.key("singer", "company_id", "company"), Fixture.key("employee", "company_id", "company"),
      Fixture.key("employee", "manager_id", "employee"),
      Fixture.key("concert", "venue_id", "venue"),
      Fixture.key("singer_in_concert", "singer_id", "singer"),
      Fixture.key("singer_in_concert", "concert_id", "concert"),
      Fixture.key("song", "singer_id", "singer"),
      Fixture.key("order_line", "product_id", "product"), Fixture.key("museum", "country_id", "country"),
      Fixture.key("booth", "venue_id", "venue"), Fixture.key("booth", "country_id", "country"),
      Fixture.key("shop", "country_id", "country"), Fixture.key("customer", "country_id", "country"),
      Fixture.key("orders", "customer_id", "customer"), Fixture.key("orders", "shop_id", "shop"),
      Fixture.key("order_line", "order_id", "orders"),
      Fixture.key("project", "country_id", "country"), Fixture.key("project", "parent_id", "project"),
      Fixture.key("project", "sponsor_id", "sponsor"), Fixture.key("milestone", "project_id", "project"),
    ],
    fingerprint: "asked")
}
