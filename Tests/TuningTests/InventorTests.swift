import Testing
import Vocabulary

@testable import Tuning

struct InventorTests {
  private func schemas(_ count: Int, seed: UInt64 = 5) throws -> [SchemaSnapshot] {
    var inventor = SchemaInventor(lexicon: try .standard(), seed: seed)
    return (0..<count).map { _ in inventor.next() }
  }

  @Test("the same seed invents the same schemas, another seed others")
  func seeds() throws {
    let some = try schemas(40)
    #expect(try schemas(40) == some)
    #expect(try schemas(40, seed: 6) != some)
    #expect(Set(some.map(\.database)).count == 40)
  }

  @Test("an invented schema is whole: sorted, no name twice, keys that lead somewhere, types that fit")
  func whole() throws {
    for schema in try schemas(400) {
      #expect(!schema.relations.isEmpty)
      #expect(schema.relations.map(\.name) == schema.relations.map(\.name).sorted())
      #expect(
        Set(schema.relations.map { $0.name.name.lowercased() }).count == schema.relations.count, "\(schema.database)")
      for relation in schema.relations {
        let names = relation.columns.map { $0.name.lowercased() }
        #expect(Set(names).count == names.count, "\(relation.name)")
        #expect(relation.primaryKey.allSatisfy { relation.column($0) != nil })
        #expect(
          relation.columns.count >= 2 && relation.columns.allSatisfy { !$0.name.isEmpty && $0.name.utf8.count < 64 })
      }
      for key in schema.foreignKeys {
        let from = key.fromColumns.map { schema.column(ColumnName(key.from, $0))?.family }
        let to = key.toColumns.map { schema.column(ColumnName(key.to, $0))?.family }
        #expect(from == to && from.allSatisfy { $0 != nil }, "\(key)")
      }
    }
  }

  @Test("hardly two invented schemas are alike, and they are spelled in several ways")
  func variety() throws {
    let schemas = try schemas(600)
    let shapes = Set(schemas.map { $0.relations.map { $0.columns.map(\.name).sorted() } })
    #expect(shapes.count > 590)
    let names = schemas.flatMap { $0.relations.flatMap { $0.columns.map(\.name) } }
    #expect(names.contains { $0.contains("_") } && names.contains { $0.contains(" ") })
    #expect(
      names.contains { $0.first?.isUppercase == true }
        && names.contains { $0.dropFirst().contains(where: \.isUppercase) })
    #expect(Set(names.map { $0.lowercased() }).count > 800)
    #expect(schemas.contains { $0.relations.count == 2 } && schemas.contains { $0.relations.count > 6 })
  }

  @Test("some are wide, some are keyed by names, and letters that hide a name's words are never said")
  func styles() throws {
    let schemas = try schemas(600)
    #expect(schemas.contains { $0.relations.reduce(0) { $0 + $1.columns.count } > 120 })
    #expect(
      schemas.contains { schema in
        schema.foreignKeys.contains { schema.column(ColumnName($0.to, $0.toColumns[0]))?.family == .text }
      })
    var said = 0
    for schema in schemas {
      let hidden = schema.relations.filter { !Identifier.prefix(of: $0.columns.map(\.name)).isEmpty }
      guard !hidden.isEmpty else { continue }
      let names = Set(hidden.flatMap { $0.columns.map(\.name) })
      var synthesizer = Synthesizer(snapshot: schema, lexicon: try .standard(), seed: 1)
      for pair in synthesizer.pairs(20) {
        said += 1
        #expect(
          names.isDisjoint(with: pair.question.lowercased().split { !$0.isLetter }.map(String.init)), "\(pair.question)"
        )
      }
    }
    #expect(said > 100)
  }

  @Test("pairs over invented schemas are well formed, whatever the style")
  func pairs() throws {
    let lexicon = try Lexicon.standard()
    var shapes: Set<String> = []
    for (number, schema) in try schemas(60).enumerated() {
      var synthesizer = Synthesizer(snapshot: schema, lexicon: lexicon, seed: UInt64(number))
      for pair in synthesizer.pairs(60) {
        shapes.insert(pair.shape)
        #expect(TemplateCheck.fault(pair, in: schema) == nil, "\(schema.database): \(pair.question)")
      }
    }
    #expect(shapes.count > 60)
  }

  @Test(
    "a broken line of the worlds is an error with its number",
    arguments: [
      "clinic: name name", "[clinic]\npatient", "[clinic]\npatient: name nothing",
      "[clinic]\npatient > doctor: name name",
      "[clinic]\npatient: sex {female}",
    ])
  func broken(text: String) {
    #expect(throws: TuningError.self) {
      try Lexicon { file throws(TuningError) in
        if file == "domains.txt" { return text }
        guard let text = EmbeddedText.files["Lexicon/" + file] else { throw .missingLexicon(file: file) }
        return text
      }
    }
  }
}
