import SafeExecution
import Tagging
import TestSupport
import Testing
import Vocabulary

@testable import Tuning

/// The forms of `asked.txt`: each can be drawn, each of its sentences can be said, and PostgreSQL plans what it makes.
struct AskedTests {
  private static func drafts(_ form: AskedForm, _ reading: SchemaReading, _ count: Int) -> [(Draft, Draw)] {
    var found: [(Draft, Draw)] = []
    for seed in 0..<UInt64(count * 80) where found.count < count {
      let draw = Draw(reading, Dice(seed: seed))
      if let draft = AskedBinding(form, draw)?.draft() { found.append((draft, draw)) }
    }
    return found
  }

  /// What can be said against the forms, which are looked at on all cores: there are more than a thousand.
  private static func complaints(
    _ lexicon: Lexicon, _ look: @escaping @Sendable (AskedForm) -> [String]
  ) async -> [String] {
    await withTaskGroup(of: [String].self) { group in
      for form in lexicon.asked.values.joined() { group.addTask { look(form) } }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  @Test("every form can be drawn, and every hole of its sentences has words")
  func holes() async throws {
    let lexicon = try Lexicon.standard()
    let readings = [AskedFixture.snapshot, Fixture.snapshot].map { SchemaReading($0, lexicon) }
    #expect(lexicon.asked.values.joined().count > 150)
    let complaints = await Self.complaints(lexicon) { form in
      let drafts = readings.flatMap { Self.drafts(form, $0, 20) }
      guard !drafts.isEmpty else { return ["never drawn: \(form.rule)"] }
      let known = Set(drafts.flatMap { $0.0.fillers.keys }).union(lexicon.grammar.rules.keys)
      return (lexicon.grammar.rules[form.rule] ?? []).filter { !$0.holes.isSubset(of: known) }
        .map { "\($0.holes.subtracting(known)) in \(form.rule)" }
    }
    #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
  }

  @Test("what every form makes passes the validator and its dry run")
  func statements() async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "tuning_asked", sql: ValidityTests.script(AskedFixture.relations, role: "asked_reader"))
    let session = ExecutionSession(
      connectionString: server.connectionString(database: "tuning_asked", user: "asked_reader"), searchPath: ["shop"])
    let snapshot = AskedFixture.snapshot
    let validator = Validator(snapshot: snapshot)
    let writer = TagWriter(snapshot)
    let lexicon = try Lexicon.standard()
    let reading = SchemaReading(snapshot, lexicon)
    for form in lexicon.asked.values.joined() {
      // Periods are the mention reader's, which `ValidityTests` has whole pairs for: forms that need one have a day here.
      // A form whose columns are few here may draw one with every condition: then more are drawn.
      let plain =
        [12, 80].lazy.map { count in
          Self.drafts(form, reading, count).filter { draft, draw in
            form.hasPeriod || !draw.slotKinds.contains { if case .period = $0 { true } else { false } }
          }
        }
        .first { !$0.isEmpty } ?? []
      #expect(!plain.isEmpty, "\(form.rule)")
      for (draft, draw) in plain.prefix(2) {
        let sql = TemplateSQL(
          pieces: draft.sql.pieces, slots: draw.slotKinds.map { TemplateSQL.Slot(range: 0..<0, kind: $0) })
        let tags = TagTable(catalog: snapshot)
        let text = sql.text(
          column: { "<c\(tags.number(of: $0) ?? -1)>" }, relation: { "<t\(tags.number(of: $0) ?? -1)>" },
          slot: { " " + Self.literal(draw.slotKinds[$0]) }
        ).replacing(" in '2024-01-01'", with: " = '2024-01-01'").replacing(" starts ", with: " like ")
          .replacing(" ends ", with: " like ")
        guard case .sql(let written) = writer.write(text, tags: tags) else {
          Issue.record("cannot be written: \(form.rule)\n\(text)")
          continue
        }
        let verdict = try await validator.judge(written, session: session)
        #expect(verdict.query != nil, "\(form.rule)\n\(written)\n\(verdict.judgement.findings)")
      }
    }
  }

  private static func literal(_ kind: TemplateSQL.Slot.Kind) -> String {
    switch kind {
    case .value(_, let text), .text(let text): SQLText.literal(text)
    case .number(let number): number
    case .period: "'2024-01-01'"
    }
  }

  @Test("both of two numbers are different and in order, and two values of a column differ")
  func values() async throws {
    let lexicon = try Lexicon.standard()
    let reading = SchemaReading(AskedFixture.snapshot, lexicon)
    let complaints = await Self.complaints(lexicon) { form in
      guard form.values.count == 2 else { return [] }
      return Self.drafts(form, reading, 20).flatMap { _, draw -> [String] in
        if case .larger = form.values[1], case .number(let low) = draw.slotKinds[0],
          case .number(let high) = draw.slotKinds[1], (Double(low) ?? 0) >= (Double(high) ?? 0)
        {
          return ["not in order: \(form.rule)"]
        }
        if case .stored(let one) = form.values[0], case .stored(let two) = form.values[1], one == two,
          draw.slotKinds[0] == draw.slotKinds[1]
        {
          return ["the same twice: \(form.rule)"]
        }
        return []
      }
    }
    #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
  }

  @Test("people are asked for by who, and a thing's number by how")
  func words() async throws {
    let lexicon = try Lexicon.standard()
    let reading = SchemaReading(AskedFixture.snapshot, lexicon)
    let complaints = await Self.complaints(lexicon) { form in
      let asksHow = lexicon.grammar.rules[form.rule]?.contains { $0.holes.contains("a.how") } == true
      guard form.people == [1] || asksHow else { return [] }
      return Self.drafts(form, reading, 20).flatMap { draft, _ -> [String] in
        let isOfPeople = draft.sql.pieces.contains {
          switch $0 {
          case .column(let name, _): ["singer", "employee", "customer"].contains(name.relation.name)
          case .relation(let name): ["singer", "employee", "customer"].contains(name.name)
          default: false
          }
        }
        if form.people == [1], !isOfPeople { return ["of no people: \(form.rule)"] }
        guard asksHow, let how = draft.fillers["a.how"]?.flattened().text,
          case .column(let asked, _)? = draft.sql.pieces.dropFirst().first,
          (how.hasPrefix("how old") || how.hasPrefix("what age")) != (asked.column == "age")
        else { return [] }
        return ["\(how): \(asked)"]
      }
    }
    #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    var synthesizer = Synthesizer(snapshot: AskedFixture.snapshot, lexicon: lexicon, seed: 5)
    let pairs = synthesizer.pairs(2_000).filter { $0.shape.hasPrefix("asked") }
    #expect(pairs.count > 400)
    #expect(!pairs.contains { $0.question.contains("no any") || $0.question.contains("{") })
  }

  @Test("a form that cannot be read is refused with its words")
  func broken() {
    #expect(AskedForm(rule: "asked.list | 1 a=C x=") == nil)
    #expect(AskedForm(rule: "asked.list | 1 v1=n | select{v1}") == nil)
    #expect(TuningError.form("asked.list | 1 v1=n").description.contains("v1=n"))
  }
}

extension AskedForm {
  /// Whether it asks about a period, however it is drawn.
  fileprivate var hasPeriod: Bool {
    values.contains {
      switch $0 {
      case .period, .year, .earlier: true
      default: false
      }
    }
  }
}
