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
  /// Confidence below which the asker is asked back.
  var askBelow = 0.0
  /// Whether a statement passed that is too unlikely to be right.
  var isUnsure = false
  /// Whether the schema was read anew because the server missed a name.
  var hasLookedAgain = false
  /// Whoever watches.
  var listener: Milestone.Listener?

  mutating func note(_ view: DatabaseView) {
    workings.schemaFingerprint = view.snapshot.fingerprint
    workings.role = view.snapshot.role
  }

  /// Weighs what a choice of the ballot is worth.
  mutating func weigh(_ choice: Ballot.Choice, in ballot: Ballot, _ model: ReadyModel) {
    (workings.signs, confidence) = (nil, nil)
    guard let probability = choice.candidate.confidence else { return }
    let signs = ConfidenceSigns(
      probability: probability, candidates: ballot.total,
      agreement: Double(choice.votes) / Double(max(1, ballot.total)), coverage: evidence.coverage,
      faults: choice.faults)
    workings.signs = signs
    confidence = model.calibration?.probability(signs) ?? probability
  }

  mutating func note(_ view: DatabaseView, _ evidence: Evidence) {
    note(view)
    self.evidence = evidence
    workings.note(evidence)
  }

  mutating func note(_ model: ReadyModel) {
    workings.modelDigest = model.digest
    workings.modelIsStale = model.isStale ? true : nil
    self.model = model.name
    // What the embedded server calls it is a file's name.
    if model.folder != nil { workings.modelName = model.name }
  }

  /// The schema is another one: what was judged by the old one counts no longer, and stays in the record.
  mutating func startOver() {
    (failures, confidence, isUnsure) = ([], nil, false)
    (workings.signs, workings.verified) = (nil, nil)
  }

  /// An approved statement that today's database refuses: the model is asked as if there were none.
  mutating func forgetVerified() {
    workings.verified = nil
    failures = []
  }

  mutating func fail(_ judgement: Judgement) async {
    failures.append(judgement)
    workings.judgements.append(judgement)
    await listener?(.judged(judgement))
  }
}
