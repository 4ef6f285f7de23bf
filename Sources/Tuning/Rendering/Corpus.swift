package import Prompting
internal import Tagging
package import Vocabulary

/// Training rows for one model: drawn from schemas and from people's pairs, without repetition.
package struct Corpus: Sendable {
  /// What was dropped on the way, for the run's report.
  package struct Account: Sendable {
    package internal(set) var rows = 0
    package internal(set) var repeated = 0
    /// Pairs whose literals the mention reader does not see, or that cannot be written out.
    package internal(set) var unsayable = 0
    package internal(set) var shapes: [String: Int] = [:]
  }

  package private(set) var account = Account()
  private var seen: Set<UInt64> = []
  private let devShare: Double

  /// The profile of models that are tuned on one schema and know it by heart.
  package static let tunedProfile = "dragoman-tuned-2"
  /// The profile of models that read the schema with every question: general ones, and tuned ones that are to stay near to those.
  package static let generalProfile = "dragoman-general-2"

  /// The profile of a model of that schema where nobody says: it reads a schema that a prompt shows whole, and knows a larger one by heart.
  package static func profile(for snapshot: SchemaSnapshot) throws -> String {
    let relations = snapshot.relations.count { $0.kind != .partition }
    return try relations <= PromptProfile.named(generalProfile).maxRelations ? generalProfile : tunedProfile
  }

  /// - Parameter devShare: the share of questions (for a general model: of schemas) that is kept for measuring; chosen by
  ///   the question's text (the database's name), so that the same is never on both sides.
  package init(devShare: Double = 0.02) { self.devShare = devShare }

  /// Rows for a model that is tuned on one schema, which it knows by heart or reads with every question, as the profile says.
  package mutating func tuned(
    _ snapshot: SchemaSnapshot, lexicon: Lexicon, people: [SyntheticPair], count: Int, seed: UInt64,
    profile: String = tunedProfile, group: Int = 8, heldOut: HeldOut = HeldOut(), tags: TagTable? = nil,
    onRow: (TrainingRow) throws -> Void
  ) throws {
    let profile = try PromptProfile.named(profile)
    let renderer = try PairRenderer(snapshot, profile: profile, tags: tags)
    var synthesizer = Synthesizer(snapshot: snapshot, lexicon: lexicon, seed: seed)
    if profile.schema == .tags {
      var random = Dice(seed: seed)
      var pairs = people
      var idle = 0
      while pairs.count < count + people.count, idle < 2_000, let pair = synthesizer.next() {
        let isWanted = heldOut.admits(pair) && isNew(pair, in: "")
        if isWanted { pairs.append(pair) }
        idle = isWanted ? 0 : idle + 1
      }
      for side in [TrainingRow.Split.train, .dev] {
        try emit(pairs.filter { split($0) == side }, renderer, group: group, split: side, using: &random, onRow)
      }
      return
    }
    for pair in people { try emit(try renderer.row(pair, split: split(pair)), pair, onRow) }
    var idle = 0
    while account.rows < count, idle < 2_000, let pair = synthesizer.next() {
      let before = account.rows
      guard heldOut.admits(pair), isNew(pair, in: "") else {
        idle += 1
        continue
      }
      try emit(try renderer.row(pair, split: split(pair)), pair, onRow)
      idle = account.rows > before ? 0 : idle + 1
    }
  }

  /// Rows for a general model from one of many schemas: groups of pairs that share a schema part.
  package mutating func general(
    _ snapshot: SchemaSnapshot, lexicon: Lexicon, people: [SyntheticPair], count: Int, seed: UInt64, group: Int = 10,
    onRow: (TrainingRow) throws -> Void
  ) throws {
    let renderer = try PairRenderer(snapshot, profile: try .named(Self.generalProfile))
    var random = Dice(seed: seed)
    let scope = snapshot.database
    var waiting = people.filter { isNew($0, in: scope) }.shuffled(using: &random)
    var synthesizer = Synthesizer(snapshot: snapshot, lexicon: lexicon, seed: seed)
    var drawn = 0
    while drawn < count, let pair = synthesizer.next() {
      drawn += 1
      if isNew(pair, in: scope) { waiting.append(pair) }
    }
    // A schema is a unit: all of its pairs are on the same side of the split.
    try emit(waiting, renderer, group: group, split: split(snapshot.database), using: &random, onRow)
  }

  /// Gives out pairs in groups, in random order; the pairs of a group share a schema part.
  private mutating func emit(
    _ pairs: [SyntheticPair], _ renderer: PairRenderer, group: Int, split: TrainingRow.Split,
    using random: inout Dice, _ onRow: (TrainingRow) throws -> Void
  ) throws {
    var waiting = pairs.shuffled(using: &random)[...]
    while !waiting.isEmpty {
      let pairs = Array(waiting.prefix(group))
      waiting.removeFirst(pairs.count)
      // What is served shows a whole schema: some groups have as many relations beside their own as large ones have.
      let distractors = random.chance(0.25) ? 6 + random.below(14) : random.below(6)
      let rows = try renderer.rows(pairs, distractors: distractors, split: split, using: &random)
      account.unsayable += pairs.count - rows.count
      for row in rows {
        account.rows += 1
        account.shapes[row.shape, default: 0] += 1
        try onRow(row)
      }
    }
  }

  private mutating func emit(_ row: TrainingRow?, _ pair: SyntheticPair, _ onRow: (TrainingRow) throws -> Void) throws {
    guard let row else {
      account.unsayable += 1
      return
    }
    account.rows += 1
    account.shapes[row.shape, default: 0] += 1
    try onRow(row)
  }

  private mutating func isNew(_ pair: SyntheticPair, in scope: String) -> Bool {
    let isNew = seen.insert(Self.hash(scope + "\n" + pair.question)).inserted
    if !isNew { account.repeated += 1 }
    return isNew
  }

  private func split(_ pair: SyntheticPair) -> TrainingRow.Split { split(pair.question) }

  private func split(_ text: String) -> TrainingRow.Split {
    Double(Self.hash(text) % 10_000) < devShare * 10_000 ? .dev : .train
  }

  /// FNV-1a: the same on every machine and in every run.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension NaturalPairFile {
  /// All pairs of the file as pairs over one schema.
  package func pairs(over snapshot: SchemaSnapshot) async -> [SyntheticPair] {
    await Self.pairs(groups.flatMap(\.rows), over: snapshot)
  }

  /// The pairs that the file has for the snapshot of this path.
  package func pairs(of path: String, over snapshot: SchemaSnapshot) async -> [SyntheticPair] {
    await Self.pairs(groups.first { $0.snapshot == path }?.rows ?? [], over: snapshot)
  }

  private static func pairs(_ rows: [Row], over snapshot: SchemaSnapshot) async -> [SyntheticPair] {
    let reader = NaturalPairReader(snapshot)
    var pairs: [SyntheticPair] = []
    for row in rows {
      if case .success(let reading) = await reader.read(question: row.question, sql: row.sql) {
        pairs.append(reading.pair)
      }
    }
    return pairs
  }
}
