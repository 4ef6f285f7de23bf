import Vocabulary

/// What happened to one question so far.
struct Account {
  var clock = StageClock()
  var workings = AuditWorkings()
  /// Refused candidates, in the order in which they were judged.
  var failures: [Judgement] = []
  var model = ""

  mutating func note(_ view: DatabaseView) {
    workings.schemaFingerprint = view.snapshot.fingerprint
    workings.role = view.snapshot.role
  }

  mutating func note(_ view: DatabaseView, _ evidence: Evidence) {
    note(view)
    workings.note(evidence)
  }

  mutating func note(_ model: ReadyModel) {
    workings.modelDigest = model.digest
    self.model = model.name
    // What the embedded server calls it is a file's name.
    if model.folder != nil { workings.modelName = model.name }
  }

  /// An approved statement that today's database refuses: the model is asked as if there were none.
  mutating func forgetVerified() {
    workings.verified = nil
    failures = []
  }

  mutating func fail(_ judgement: Judgement) {
    failures.append(judgement)
    workings.judgements.append(judgement)
  }
}
