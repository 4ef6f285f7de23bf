import Testing
import Vocabulary

/// What a tuned model's tags stand for when the schema has changed since.
@Suite struct TagDriftTests {
  private static func relation(_ name: String, _ columns: [String]) -> Relation {
    Relation(
      name: RelationName("public", name), kind: .table,
      columns: columns.map { Column(name: $0, type: "text", family: .text) }, primaryKey: ["id"])
  }

  private static func snapshot(_ relations: [Relation], keys: [ForeignKey] = []) -> SchemaSnapshot {
    SchemaSnapshot(
      database: "shop", role: "reader", serverVersion: 15, searchPath: ["public"],
      relations: relations.sorted { $0.name < $1.name }, foreignKeys: keys, fingerprint: "new")
  }

  private static let customer = relation("customer", ["id", "name", "tier"])
  private static let visit = relation("visit", ["id", "place"])
  private static let learnt = TagTable(catalog: snapshot([customer, visit]))

  private func carried(_ relations: [Relation], keys: [ForeignKey] = []) -> (relations: [String], columns: [String]) {
    let tags = Self.learnt.carried(to: Self.snapshot(relations, keys: keys))
    return (
      tags.relations.map { $0?.name ?? "–" },
      tags.columns.map { column in column.map { "\($0.relation.name).\($0.column)" } ?? "–" }
    )
  }

  @Test("Where nothing has changed, all tags stay") func same() {
    #expect(Self.learnt.carried(to: Self.snapshot([Self.customer, Self.visit])) == Self.learnt)
  }

  @Test("A table that is added gets the next tags, wherever its name stands in the catalog") func added() {
    let tags = carried([Self.relation("card", ["id", "value"]), Self.customer, Self.visit])
    #expect(tags.relations == ["customer", "visit", "card"])
    #expect(tags.columns.prefix(5) == ["customer.id", "customer.name", "customer.tier", "visit.id", "visit.place"])
    #expect(tags.columns.suffix(2) == ["card.id", "card.value"])
  }

  @Test("A renamed column keeps its tag, and so do all columns of a renamed table") func renamed() {
    let column = carried([Self.relation("customer", ["id", "full_name", "tier"]), Self.visit])
    #expect(column.columns == ["customer.id", "customer.full_name", "customer.tier", "visit.id", "visit.place"])
    let table = carried([Self.customer, Self.relation("web_visit", ["id", "place"])])
    #expect(table.relations == ["customer", "web_visit"])
    #expect(table.columns.suffix(2) == ["web_visit.id", "web_visit.place"])
  }

  @Test("A column that moved into a new table keeps its tag where a key joins the two") func split() {
    let (owner, member) = (Self.relation("customer", ["id", "name"]), Self.relation("member", ["id", "tier"]))
    let key = ForeignKey(from: member.name, ["id"], to: owner.name, ["id"])
    let tags = carried([owner, member, Self.visit], keys: [key])
    #expect(tags.relations == ["customer", "visit", "member"])
    #expect(tags.columns == ["customer.id", "customer.name", "member.tier", "visit.id", "visit.place", "member.id"])
    #expect(carried([owner, member, Self.visit]).columns[2] == "–")
  }

  @Test("What is gone has no tag, and a model that lost too much no longer fits") func gone() {
    let tags = carried([Self.visit])
    #expect(tags.relations == ["–", "visit"])
    #expect(tags.columns == ["–", "–", "–", "visit.id", "visit.place"])
    let manifest = ModelManifest(
      name: "m", file: "f", sha256: "", profile: "", context: 1, parameters: 1, tags: Self.learnt, training: [:],
      scores: [:], schemaFingerprint: "old")
    #expect(manifest.fit(Self.snapshot([Self.visit])) == 0.4)
    #expect(manifest.fit(Self.snapshot([Self.relation("customer", ["id", "name", "rank"]), Self.visit])) == 1)
  }
}
