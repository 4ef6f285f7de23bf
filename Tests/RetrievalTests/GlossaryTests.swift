import Foundation
import Testing
import Vocabulary

@testable import Retrieval

@Suite struct `The glossary` {
  private static let text = """
    ---
    term: active customer
    synonyms: [live punter, VIP]
    relations: [app.customers, 'app."Odd name"']
    columns: [app.customers.city]
    condition: customers.seen > now() - interval '90 days'
    ---
    # Active customer

    Bought something
    in the last 90 days.
    """

  @Test func `a file says what a term means`() throws {
    let term = try GlossaryFile(Self.text, path: "/glossary/x.md").term
    #expect(term.name == "active customer" && term.synonyms == ["live punter", "VIP"])
    #expect(term.text == "Bought something in the last 90 days.")
    #expect(term.relations == [RelationName("app", "customers"), RelationName("app", "Odd name")])
    #expect(term.columns == [ColumnName(RelationName("app", "customers"), "city")])
    #expect(term.condition == "customers.seen > now() - interval '90 days'")
    #expect(try GlossaryFile("Money.", path: "/glossary/net-revenue.md").term.name == "net revenue")
  }

  @Test(arguments: [
    "---\nterm: a", "---\nterms: [\n---\n", "---\nrelations: [customers]\n---\n", "---\ncolumns: [a.b]\n---\n",
    "---\ncondition: x > 1\n---\n",
  ]) func `a broken file is an error that names it`(_ text: String) {
    let error = #expect(throws: RetrievalError.self) { try GlossaryFile(text, path: "/glossary/broken.md") }
    #expect(error?.message.contains("/glossary/broken.md") == true)
  }

  @Test func `its words are linked and their relations come first`() throws {
    let snapshot = `Schema linking`.snapshot(noise: 40)
    let term = Term(
      name: "punter", synonyms: ["paying guest"], relations: [RelationName("app", "customers")],
      columns: [ColumnName(RelationName("app", "customers"), "full_name")])
    let index = TermIndex([term])
    let evidence = Retriever(snapshot).evidence(for: "paying guests by entry 3")
    #expect(evidence.relations.first?.name.name != "customers")
    let added = index.added(to: evidence, for: "paying guests by entry 3")
    #expect(added.relations.first?.name.name == "customers")
    #expect(added.relations.count <= max(8, evidence.relations.count))
    #expect(added.terms == [term])
    #expect(added.columns.first?.name.column == "full_name")
    #expect(added.words.first?.columns.first?.column == "full_name")
    #expect(added.words.first?.range == 0..<13)
    #expect(added.reasons.first?.contains("glossary") == true)
    #expect(index.added(to: evidence, for: "guests").terms.isEmpty)
  }

  @Test func `a changed file counts from the next question on`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let glossary = Glossary(folder: folder.path)
    #expect(try await glossary.edition().terms.isEmpty)
    try Self.text.write(to: folder.appending(path: "a.md"), atomically: true, encoding: .utf8)
    let first = try await glossary.edition()
    #expect(first.terms.map(\.name) == ["active customer"])
    #expect(try await glossary.edition().number == first.number)
    try "Other.".write(to: folder.appending(path: "a.md"), atomically: true, encoding: .utf8)
    let second = try await glossary.edition()
    #expect(second.terms.map(\.name) == ["a"] && second.number != first.number)
    try FileManager.default.removeItem(at: folder)
    await #expect(throws: RetrievalError.glossaryFolder(folder.path)) { try await glossary.edition() }
  }
}
