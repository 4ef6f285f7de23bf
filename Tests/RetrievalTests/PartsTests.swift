import Retrieval
import Testing
import Vocabulary

@Suite("Retrieval with parts left out") struct PartsTests {
  private static func snapshot() -> SchemaSnapshot {
    var snapshot = `Schema linking`.snapshot(noise: 100)
    for (index, relation) in snapshot.relations.enumerated() where relation.name.name == "customers" {
      for (place, column) in relation.columns.enumerated() where column.name == "city" {
        snapshot.relations[index].columns[place].commonValues = ["New York City", "Oslo"]
      }
    }
    return snapshot
  }

  private static let question = "which customers live in Oslo, limit 5?"

  @Test("all parts find the table and the value")
  func all() throws {
    let evidence = Retriever(Self.snapshot()).evidence(for: Self.question)
    #expect(evidence.relations.first?.name.name == "customers")
    guard case .value(let stored) = try #require(evidence.mentions.first).content else {
      Issue.record("\(evidence.mentions)")
      return
    }
    #expect(stored.first?.value == "Oslo")
  }

  @Test("without links the schema comes in the catalog's order, and no word of the question names anything")
  func links() {
    let evidence = Retriever(Self.snapshot(), parts: RetrievalParts(links: false)).evidence(for: Self.question)
    let names = Self.snapshot().relations.map(\.name)
    #expect(evidence.relations.map(\.name) == Array(names.prefix(TagTable.maxRelations)))
    #expect(evidence.words.isEmpty && evidence.columns.isEmpty)
    #expect(evidence.mentions.count == 2)
  }

  @Test("without values a name is a text, and a number is still a number")
  func values() {
    let evidence = Retriever(Self.snapshot(), parts: RetrievalParts(values: false)).evidence(for: Self.question)
    #expect(evidence.relations.first?.name.name == "customers")
    #expect(evidence.mentions.map(\.content) == [.text("Oslo"), .number("5")])
  }
}
