import Testing
import Tuning
import Vocabulary

struct SynthesizerTests {
  private func synthesizer(_ snapshot: SchemaSnapshot = Fixture.snapshot, seed: UInt64 = 7) throws -> Synthesizer {
    Synthesizer(snapshot: snapshot, lexicon: try .standard(), seed: seed)
  }

  @Test("every shape appears, and every pair is well formed")
  func shapes() throws {
    var synthesizer = try synthesizer()
    var seen: Set<String> = []
    for pair in synthesizer.pairs(20_000) {
      seen.insert(pair.shape)
      let fault = TemplateCheck.fault(pair, in: Fixture.snapshot)
      #expect(fault == nil, "\(pair.question) | \(pair.sql.description)")
    }
    // The fixture has no two tables with a column of the same meaning to unite… except names, which it has.
    #expect(Set(Synthesizer.shapeNames).subtracting(seen).isEmpty)
  }

  @Test("the same seed gives the same pairs, another seed gives others")
  func seeds() throws {
    var one = try synthesizer(seed: 3)
    var two = try synthesizer(seed: 3)
    var other = try synthesizer(seed: 4)
    let pairs = one.pairs(300)
    #expect(pairs == two.pairs(300))
    // Neighbouring seeds must not be the same stream, shifted: hardly a question in common.
    let common = Set(pairs.map(\.question)).intersection(other.pairs(300).map(\.question))
    #expect(common.count < 60)
  }

  @Test("a slot's span holds what the slot means")
  func spans() throws {
    var synthesizer = try synthesizer()
    for pair in synthesizer.pairs(3_000) {
      for slot in pair.sql.slots {
        let written = String(decoding: Array(pair.question.utf8)[slot.range], as: UTF8.self)
        switch slot.kind {
        case .number(let number):
          if written.allSatisfy(\.isNumber) { #expect(written == number) }
        case .period(let text), .text(let text): #expect(written.lowercased() == text.lowercased())
        case .value(let column, let stored):
          #expect(Fixture.snapshot.column(column) != nil)
          #expect(!stored.isEmpty && !written.isEmpty)
        }
      }
    }
  }

  @Test("the same question seldom means two things")
  func conflicts() throws {
    var synthesizer = try synthesizer()
    var meanings: [String: String] = [:]
    var conflicts = 0
    for pair in synthesizer.pairs(10_000) {
      let sql = pair.sql.description
      if let before = meanings[pair.question], before != sql { conflicts += 1 }
      meanings[pair.question] = sql
    }
    #expect(conflicts < 100)
  }

  @Test("odd schemas give pairs too", arguments: [0, 1, 2, 3])
  func oddSchemas(number: Int) throws {
    let public1 = RelationName("public", "x")
    let lone = Relation(name: public1, kind: .table, columns: [Fixture.column("a", "integer", .integer)])
    let words = Relation(
      name: RelationName("public", "TBL_Ünïcode Näme"), kind: .view,
      columns: [
        Fixture.column("Größe (cm)", "numeric", .number, null: true), Fixture.column("", "text", .text),
        Fixture.column("_", "bytea", .binary),
      ])
    let circle = ForeignKey(from: public1, ["a"], to: public1, ["a"])
    let snapshots = [
      Fixture.snapshot([lone]), Fixture.snapshot([words]), Fixture.snapshot([lone], [circle]),
      Fixture.snapshot([words, lone], [ForeignKey(from: public1, ["missing"], to: words.name, ["a"])]),
    ]
    var synthesizer = try synthesizer(snapshots[number])
    let pairs = synthesizer.pairs(500)
    #expect(pairs.count == 500)
    #expect(pairs.contains { !$0.shape.hasPrefix("refuse") })
    for pair in pairs { #expect(TemplateCheck.fault(pair, in: snapshots[number]) == nil, "\(pair)") }
  }

  @Test("a schema without relations gives nothing, and ends")
  func empty() throws {
    var synthesizer = try synthesizer(Fixture.snapshot([]))
    #expect(synthesizer.next() == nil)
  }

  @Test("comments and names become words: turnover, joined, still employed, the price that is meant")
  func words() throws {
    var synthesizer = try synthesizer()
    let pairs = synthesizer.pairs(20_000)
    func sql(where isMeant: (String) -> Bool) -> [String] {
      pairs.filter { isMeant($0.question.lowercased()) }.map(\.sql.description)
    }
    let turnover = sql { $0.contains("turnover") && !$0.contains("not") }.filter { $0 != "refuse" }
    #expect(!turnover.isEmpty && turnover.allSatisfy { $0.contains("shop.sales_order.total_amount") })
    let cheapest = sql { $0.contains("cheapest product") || $0.contains("cheapest article") }.filter { $0 != "refuse" }
    #expect(!cheapest.isEmpty && cheapest.allSatisfy { $0.contains("<shop.product.list_price>") })
    let employed = sql { $0.contains("still employed") }.filter { $0 != "refuse" }
    #expect(!employed.isEmpty && employed.allSatisfy { $0.contains("<shop.employee.left_on> is null") })
    let boss = sql { $0.contains("earn more than their manager") }
    #expect(!boss.isEmpty && boss.allSatisfy { $0.contains("b:<shop.employee.salary>") })
  }

  @Test("a way that the columns do not determine is written out")
  func joins() throws {
    // Two keys from a flight to an airport: the join needs its ON.
    let flight = RelationName("public", "flight")
    let airport = RelationName("public", "airport")
    let snapshot = Fixture.snapshot(
      [
        Relation(
          name: airport, kind: .table,
          columns: [Fixture.column("id", "integer", .integer), Fixture.column("name", "text", .text)],
          primaryKey: ["id"]),
        Relation(
          name: flight, kind: .table,
          columns: [
            Fixture.column("id", "integer", .integer), Fixture.column("origin_id", "integer", .integer),
            Fixture.column("destination_id", "integer", .integer),
            Fixture.column("price", "numeric", .number),
          ], primaryKey: ["id"]),
      ],
      [
        ForeignKey(from: flight, ["origin_id"], to: airport, ["id"]),
        ForeignKey(from: flight, ["destination_id"], to: airport, ["id"]),
      ])
    var synthesizer = try synthesizer(snapshot)
    var joined = 0
    for pair in synthesizer.pairs(3_000) {
      let sql = pair.sql.description
      guard !sql.contains("select exists"), sql.contains("<public.airport.name>"),
        sql.contains("<public.flight.price>"), !sql.contains(" in (select")
      else { continue }
      joined += 1
      #expect(sql.contains(" on<"), "\(pair.question) | \(sql)")
    }
    #expect(joined > 0)
  }
}
