import Evaluation
import Foundation
import ModelTestSupport
import Testing
import Tuning
import Vocabulary

@Suite struct `Tuning` {
  @Test func `trains on no query and no wording that it measures on`() async throws {
    let lexicon = try Lexicon.standard()
    var heldOut = HeldOut()
    let items = try await SuiteDraw(Fixture.snapshot, lexicon: lexicon, seed: 3).items(60, holding: &heldOut) { _ in
      true
    }
    #expect(items.count == 60)
    #expect(items.contains { $0.gold.isEmpty })
    #expect(Set(items.compactMap(\.class)).count > 5)
    // An account of its own, by the tagged SQL and the question as they are written out.
    let questions = Set(items.map { HeldOutCheck.plain($0.question) })
    var synthesizer = Synthesizer(snapshot: Fixture.snapshot, lexicon: lexicon, seed: 3)
    let writer = PairSQL(Fixture.snapshot)
    let gold = Set(items.flatMap(\.gold).map(HeldOutCheck.withoutLiterals))
    var admitted = 0
    var leaksWithout = 0
    for pair in synthesizer.pairs(2_500) {
      guard case .sql(let sql)? = writer.reading(pair) else { continue }
      let leaks =
        gold.contains(HeldOutCheck.withoutLiterals(sql)) || questions.contains(HeldOutCheck.plain(pair.question))
      if leaks { leaksWithout += 1 }
      guard heldOut.admits(pair) else { continue }
      admitted += 1
      #expect(!leaks, "\(pair.question) | \(sql)")
    }
    #expect(admitted > 1_000)
    // The check would notice: without holding back there is plenty.
    #expect(leaksWithout > 20)
  }

  @Test func `rows of a corpus keep to what is held back`() throws {
    let lexicon = try Lexicon.standard()
    var synthesizer = Synthesizer(snapshot: Fixture.snapshot, lexicon: lexicon, seed: 9)
    let pairs = synthesizer.pairs(400)
    var heldOut = HeldOut()
    for pair in pairs { heldOut.hold(pair) }
    var corpus = Corpus()
    var rows: [TrainingRow] = []
    try corpus.tuned(
      Fixture.snapshot, lexicon: lexicon, people: [], count: 300, seed: 9, heldOut: heldOut
    ) { rows.append($0) }
    #expect(rows.count == 300)
    let questions = Set(pairs.map(\.question))
    #expect(!rows.contains { row in questions.contains { row.prompt.contains(" \($0)<") } })
  }

  @Test func `rows with the schema in them share it in groups, keep to what is held back and to their side`() throws {
    let lexicon = try Lexicon.standard()
    var synthesizer = Synthesizer(snapshot: Fixture.snapshot, lexicon: lexicon, seed: 9)
    let pairs = synthesizer.pairs(400)
    var heldOut = HeldOut()
    for pair in pairs { heldOut.hold(pair) }
    var rows: [TrainingRow] = []
    var corpus = Corpus(devShare: 0.2)
    try corpus.tuned(
      Fixture.snapshot, lexicon: lexicon, people: [], count: 300, seed: 9, profile: Corpus.generalProfile, group: 8,
      heldOut: heldOut
    ) { rows.append($0) }
    #expect((270...300).contains(rows.count))
    #expect(rows.allSatisfy { $0.prefix.hasPrefix("<|schema|>") && !$0.prompt.contains("<|schema|>") })
    #expect(Set(rows.map(\.prefix)).count < rows.count / 4)
    let questions = Set(pairs.map(\.question))
    #expect(!rows.contains { row in questions.contains { row.prompt.contains(" \($0)<") } })
    // A prefix may be met again by chance; a question is on one side only.
    let sides = Dictionary(grouping: rows, by: \.prompt).mapValues { Set($0.map(\.split)).count }
    #expect(sides.values.allSatisfy { $0 == 1 })
    #expect(rows.contains { $0.split == .dev })
  }

  @Test func `reads a schema that a prompt shows whole, and learns a larger one by heart`() throws {
    var schema = Fixture.snapshot
    let table = try #require(schema.relations.first { $0.kind == .table })
    schema.relations = (1...8).map { number in
      var copy = table
      copy.name = RelationName("public", "t\(number)")
      return copy
    }
    #expect(try Corpus.profile(for: schema) == Corpus.generalProfile)
    schema.relations.append(table)
    #expect(try Corpus.profile(for: schema) == Corpus.tunedProfile)
    schema.relations[8].kind = .partition
    #expect(try Corpus.profile(for: schema) == Corpus.generalProfile)
  }

  @Test func `gives queries that differ in literals only one fingerprint`() async throws {
    let reader = NaturalPairReader(Fixture.snapshot)
    func fingerprint(_ question: String, _ sql: String) async throws -> String? {
      HeldOut.fingerprint(try await reader.read(question: question, sql: sql).get().pair.sql)
    }
    let oslo = try await fingerprint("cities in Norway", "SELECT name FROM city WHERE country = 'Norway'")
    let berlin = try await fingerprint("cities of Germany", "SELECT name FROM city WHERE country = 'Germany'")
    let large = try await fingerprint("cities above 5000", "SELECT name FROM city WHERE population > 5000")
    #expect(oslo != nil)
    #expect(oslo == berlin)
    #expect(oslo != large)
  }

  @Test func `parts people's pairs by their query, and measures on what cannot be taught`() async {
    let countries = ["Norway", "Germany", "United States"].map {
      PeopleSplit.Pair(question: "cities in \($0)", sql: "SELECT name FROM city WHERE country = '\($0)'")
    }
    let others = (1...40).map {
      PeopleSplit.Pair(question: "number \($0)", sql: "SELECT name FROM city LIMIT \($0)")
    }
    let odd = PeopleSplit.Pair(question: "odd", sql: "SELECT name FROM city TABLESAMPLE SYSTEM (10)")
    var heldOut = HeldOut()
    let split = await PeopleSplit(countries + others + [odd], over: Fixture.snapshot, measures: 0.5, holding: &heldOut)
    #expect(split.unsayable == 1)
    #expect(split.suite.contains { $0.question == "odd" })
    #expect(split.training.allSatisfy { heldOut.admits($0) })
    // Three questions of one query stand together, on whichever side.
    let measured = split.suite.count { $0.question.hasPrefix("cities") }
    #expect(measured == 0 || measured == 3)
    // One whose wording is measured is lost to both sides.
    #expect((40...44).contains(split.training.count + split.suite.count))
    var nothing = HeldOut()
    let taught = await PeopleSplit(countries, over: Fixture.snapshot, measures: 0, holding: &nothing)
    #expect(taught.suite.isEmpty)
    #expect(taught.training.count == 3)
  }

  @Test func `promotes what is better, and says why not`() {
    func decide(_ this: Int, _ incumbent: Int) -> PromotionRule.Decision {
      let test = McNemar(
        pairs: (0..<this).map { _ in (true, false) } + (0..<incumbent).map { _ in (false, true) })
      return PromotionRule.decide(
        onlyThis: this, onlyIncumbent: incumbent, probability: test.probability, incumbent: "old")
    }
    #expect(decide(20, 4).isPromotion)
    #expect(
      decide(20, 4).reason == "It is better: 20 questions right that old got wrong, 4 the other way round (p = 0.001).")
    guard case .worse = decide(4, 20) else { return #expect(Bool(false), "worse") }
    guard case .worse = decide(0, 0) else { return #expect(Bool(false), "no better") }
    guard case .unproven = decide(5, 2) else { return #expect(Bool(false), "chance") }
    #expect(PromotionRule.decide(first: Proportion(1, of: 9)).isPromotion)
    #expect(!PromotionRule.decide(first: Proportion(0, of: 9)).isPromotion)
  }

  @Test func `does no stage twice, and does it again when it would be made from other things`() throws {
    let path = try Fixtures.temporaryFolder() + "/run"
    let folder = try TuneFolder(path)
    #expect(!folder.isDone(.pairs, key: "a"))
    try folder.finish(.pairs, key: "a")
    let later = try TuneFolder(path)
    #expect(later.isDone(.pairs, key: "a"))
    #expect(!later.isDone(.pairs, key: "b"))
    #expect(!later.isFinished)
    try later.finish(.decision, key: "a")
    #expect(later.isFinished)
    try later.clear()
    #expect(!folder.isDone(.pairs, key: "a"))
  }

  @Test func `ends a script with a fault by an error, and lets it see our end`() async throws {
    let folder = try Fixtures.temporaryFolder()
    try FileManager.default.copyItem(
      atPath: Fixtures.root + "/training/attended.py", toPath: folder + "/attended.py")
    try Data("import sys\nassert len(sys.argv) == 2 and __name__ == '__main__'\nsys.exit(int(sys.argv[1]))\n".utf8)
      .write(to: URL(filePath: folder + "/script.py"))
    func run(_ status: String) async throws {
      try await PythonTask(python: "/usr/bin/python3", scripts: folder, arguments: ["script.py", status]).run()
    }
    try await run("0")
    await #expect(throws: TuningError.self) { try await run("3") }
  }
}

/// A second opinion on what is the same: by the written SQL and question.
enum HeldOutCheck {
  static func withoutLiterals(_ sql: String) -> String {
    // What a date is cut to is no value.
    sql.replacing(#/date_trunc\('(\w+)'/#) { "date_trunc(\($0.1)" }.replacing(#/'(?:[^']|'')*'/#, with: "?").replacing(
      #/\b[0-9][0-9.]*\b/#, with: "?")
  }

  static func plain(_ question: String) -> String {
    question.lowercased().replacing(#/[0-9]+/#, with: "#").trimmingCharacters(in: CharacterSet(charactersIn: " ?.!"))
  }
}
