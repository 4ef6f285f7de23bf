internal import Retrieval
import Vocabulary

/// What happened to one question so far.
struct Account {
  var clock = StageClock()
  var workings = AuditWorkings()
  /// Refused candidates, in the order in which they were judged.
  var failures: [Judgement] = []
  var model = ""
  var evidence = Evidence(relations: [], columns: [], mentions: [])
  /// How likely the statement at hand is right; `nil` where nobody can tell.
  var confidence: Double?
  /// How likely this database can answer the question at all, 0 to 1; 1 where nobody measured what the model's signs say of it.
  var answerable = 1.0
  /// Confidence below which the asker is asked back.
  var askBelow = 0.0
  /// Whether a statement passed that is too unlikely to be right.
  var isUnsure = false
  /// Whether the schema was read anew because the server missed a name.
  var hasLookedAgain = false
  /// What else the question may mean, unjudged: empty where the candidates agree.
  var rivals: [Choice] = []
  /// The statement that counts the rows of the answer before, where that is what was asked.
  var counting: String?
  /// Whoever watches.
  var listener: Milestone.Listener?

  mutating func note(_ view: DatabaseView) {
    workings.schemaFingerprint = view.snapshot.fingerprint
    workings.role = view.snapshot.role
  }

  /// Weighs what a choice of the ballot is worth.
  mutating func weigh(_ choice: Ballot.Choice, in ballot: Ballot, _ model: ReadyModel) {
    workings.signs = signs(of: choice, in: ballot)
    answerable = workings.signs.flatMap { model.calibration?.answerable?.probability($0) } ?? 1
    confidence = confidence(of: choice, in: ballot, model)
    rivals = ballot.rivals(of: choice).compactMap { rival in
      guard case .statement(let sql) = rival.reading else { return nil }
      return Choice(description: "", sql: sql, confidence: confidence(of: rival, in: ballot, model))
    }
  }

  /// How likely a choice of the ballot is right; `nil` where nobody can tell.
  func confidence(of choice: Ballot.Choice, in ballot: Ballot, _ model: ReadyModel) -> Double? {
    signs(of: choice, in: ballot).map { model.calibration?.right?.probability($0) ?? $0.probability }
  }

  private func signs(of choice: Ballot.Choice, in ballot: Ballot) -> ConfidenceSigns? {
    choice.candidate.confidence.map {
      ConfidenceSigns(
        probability: $0, candidates: ballot.total, agreement: Double(choice.agreeing) / Double(max(1, ballot.total)),
        coverage: evidence.coverage, faults: choice.faults,
        neglected: count([.neglectedColumn, .neglectedRelation, .neglectedName], choice),
        strange: count([.strange], choice),
        refusals: ballot.refusals)
    }
  }

  private func count(_ signs: [PlausibilitySign], _ choice: Ballot.Choice) -> Int {
    signs.reduce(0) { $0 + Int(choice.signs[$1] ?? 0) }
  }

  mutating func note(_ view: DatabaseView, _ evidence: Evidence) {
    note(view)
    self.evidence = evidence
    workings.note(evidence)
  }

  mutating func note(_ model: ReadyModel) {
    workings.modelDigest = model.digest
    workings.modelIsStale = model.isStale ? true : nil
    workings.standsIn = model.standsIn
    self.model = model.name
    // What the embedded server calls it is a file's name.
    if model.folder != nil { workings.modelName = model.name }
  }

  /// The schema is another one: what was judged by the old one counts no longer, and stays in the record.
  mutating func startOver() {
    (failures, confidence, isUnsure, rivals) = ([], nil, false, [])
    (workings.signs, workings.verified) = (nil, nil)
  }

  /// An approved statement that today's database refuses: the model is asked as if there were none.
  mutating func forgetVerified() {
    rivals = []
    workings.verified = nil
    failures = []
  }

  mutating func fail(_ judgement: Judgement) async {
    failures.append(judgement)
    workings.judgements.append(judgement)
    await listener?(.judged(judgement))
  }
}

extension Account {
  /// The question as a whole one, completed from the one before it where it leans on that; `nil` where it is not clear how.
  mutating func whole(_ question: Question, _ view: DatabaseView) -> Question? {
    note(view)
    guard let previous = question.previous else { return question }
    let leaning = clock.time(.retrieval) { view.retriever.followUp(question.text, after: previous) }
    switch leaning {
    case .whole: return question
    case .open: return nil
    case .counts where question.previousSQL == nil: return nil
    case .completed(let text), .counts(let text):
      if case .counts = leaning, let sql = question.previousSQL { counting = Self.count(sql) }
      var whole = question
      (whole.typed, whole.text) = (question.text, text)
      workings.completed = text
      return whole
    }
  }

  /// A comment at the end of the statement must not hide what follows it.
  private static func count(_ sql: String) -> String {
    "SELECT count(*) FROM (\(sql)\(sql.contains("--") ? "\n" : "")) AS answer"
  }
}
