import Retrieval
import Testing
import Vocabulary

@Suite struct `Schema linking` {
  /// `count` tables of noise around the three that matter.
  static func snapshot(noise count: Int) -> SchemaSnapshot {
    func relation(_ name: String, _ columns: [String], comment: String? = nil) -> Relation {
      Relation(
        name: RelationName("app", name), kind: .table, comment: comment,
        columns: columns.map { Column(name: $0, type: "text", family: .text) })
    }
    var relations = (0..<count).map { relation("zz_log_\($0)", ["entry_\($0)", "written_at"]) }
    relations.append(relation("customers", ["customer_id", "full_name", "city"]))
    relations.append(relation("order_customer", ["order_id", "customer_id"]))
    relations.append(relation("orders", ["order_id", "orderDate", "amt"], comment: "One purchase by a buyer"))
    relations.sort { $0.name < $1.name }
    let keys = [
      ForeignKey(
        from: RelationName("app", "order_customer"), ["customer_id"], to: RelationName("app", "customers"),
        ["customer_id"]),
      ForeignKey(
        from: RelationName("app", "order_customer"), ["order_id"], to: RelationName("app", "orders"), ["order_id"]),
    ]
    return SchemaSnapshot(
      database: "app", role: "reader", serverVersion: 150018, searchPath: [], relations: relations, foreignKeys: keys,
      fingerprint: "0")
  }

  @Test func `finds relations by the words of their names among many others`() {
    let evidence = Retriever(Self.snapshot(noise: 3000)).evidence(for: "Which customer lives in the city of Oslo?")
    #expect(evidence.relations.first?.name.name == "customers")
    #expect(evidence.columns.first?.name.column == "city")
  }

  @Test func `finds a relation by its comment`() {
    let evidence = Retriever(Self.snapshot(noise: 100)).evidence(for: "all purchases")
    #expect(evidence.relations.first?.name.name == "orders")
    #expect(evidence.relations.first?.reasons.contains(.comment("purchase")) == true)
  }

  @Test func `adds the relation that lies between two that were found`() {
    let evidence = Retriever(Self.snapshot(noise: 100)).evidence(
      for: "purchases by full name and city", maxRelations: 3)
    let names = evidence.relations.map(\.name.name)
    #expect(names.contains("orders") && names.contains("customers") && names.contains("order_customer"))
  }

  @Test func `gives something to read even where nothing matches`() {
    #expect(!Retriever(Self.snapshot(noise: 2)).evidence(for: "xyzzy").relations.isEmpty)
  }
}
