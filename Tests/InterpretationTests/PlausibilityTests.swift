import Tagging
import Testing
import Vocabulary

@testable import Interpretation

/// "average price of products in Berlin", over products (t0: id c0, name c1, price c2, shop c3) and shops (t1: id c4, town c5, name c6).
@Suite struct PlausibilityTests {
  private static let product = RelationName("shop", "product")
  private static let store = RelationName("shop", "store")
  private static let columns: [(RelationName, String, TypeFamily)] = [
    (product, "id", .integer), (product, "name", .text), (product, "price", .number), (product, "store_id", .integer),
    (store, "id", .integer), (store, "town", .text), (store, "name", .text),
  ]
  private static let snapshot = SchemaSnapshot(
    database: "shop", role: "reader", serverVersion: 15, searchPath: ["shop"],
    relations: [product, store].map { name in
      let own = columns.filter { $0.0 == name }.map { Column(name: $0.1, type: "any", family: $0.2) }
      return Relation(name: name, kind: .table, columns: own, primaryKey: ["id"])
    },
    foreignKeys: [ForeignKey(from: product, ["store_id"], to: store, ["id"])],
    fingerprint: "f")

  private func fit(_ text: String) throws -> Double {
    let names = Self.columns.map { ColumnName($0.0, $0.1) }
    let tags = TagTable(
      relations: [Self.product, Self.store], columns: names,
      mentions: [
        Mention(
          range: 29..<35, text: "Berlin", content: .value([Mention.StoredValue(column: names[5], value: "Berlin")]))
      ])
    var evidence = Evidence(relations: [], columns: [], mentions: tags.mentions)
    evidence.words = [
      Evidence.LinkedWords(range: 8..<13, relations: [], columns: [names[2]]),
      Evidence.LinkedWords(range: 17..<25, relations: [Self.product], columns: []),
    ]
    let prompt = Prompt(
      template: "test", form: .completion("q"), output: .tagged, stops: [], maxTokens: 9, tokenEstimate: 1, tags: tags)
    let plausibility = try #require(Plausibility(prompt, evidence, Self.snapshot))
    return PlausibilityWeights.fitted.sum(plausibility.signs(of: text))
  }

  private static let right = " select avg(<c2>) where<c5> =<v0>"

  @Test(
    "An answer that leaves out, adds or misplaces something fits less",
    arguments: [
      " select avg(<c0>) where<c5> =<v0>", " select avg(<c2>) where<c6> =<v0>", " select<c6> where<c5> =<v0>",
      " select avg(<c1>) where<c5> =<v0>",
      " select avg(<c2>) where<c5> ><v0>", " select avg(<c2>),<c5> where<c5> =<v0>",
      " select avg(<c2>) where<c2> =<v0>",
    ])
  func worse(_ text: String) throws {
    #expect(try fit(text) < fit(Self.right))
  }

  @Test("What ends an answer, and what is no tagged SQL, changes nothing")
  func ends() throws {
    #expect(try fit(Self.right + "<|end|> and<c6>") == fit(Self.right))
    #expect(try fit("§") == 0)
  }

  @Test("A prompt without tags says nothing of it")
  func plain() {
    let prompt = Prompt(
      template: "test", form: .completion("q"), output: .sql, stops: [], maxTokens: 9, tokenEstimate: 1, tags: nil)
    #expect(Plausibility(prompt, Evidence(relations: [], columns: [], mentions: []), Self.snapshot) == nil)
  }
}
