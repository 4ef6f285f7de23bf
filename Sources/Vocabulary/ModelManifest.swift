/// The `manifest.json` of a model folder: which file it is, how it is asked, what it was made from and what it reached.
package struct ModelManifest: Sendable, Codable, Hashable {
  package var name: String
  /// The GGUF file's name in the same folder.
  package var file: String
  /// Hex SHA-256 of the file.
  package var sha256: String
  /// The prompt profile that it was trained on.
  package var profile: String
  /// Longest prompt and answer together, in tokens.
  package var context: Int
  package var parameters: Int
  /// The fixed tags that a tuned model learnt by heart; `nil` for a general one.
  package var tags: TagTable?
  /// How it was made: commands, data digests, seeds, hardware; free text by key.
  package var training: [String: String]
  /// Fingerprint of the schema that it was tuned on; `nil` for a general model.
  package var schemaFingerprint: String?
  /// How it did beside the model that answered when it was made.
  package var comparison: Comparison?
  /// What it reached, e.g. `demo final` : `61.3 % (49/80 …)`.
  package var scores: [String: String]

  package init(
    name: String, file: String, sha256: String, profile: String, context: Int, parameters: Int, tags: TagTable?,
    training: [String: String], scores: [String: String], schemaFingerprint: String? = nil,
    comparison: Comparison? = nil
  ) {
    self.name = name
    self.file = file
    self.sha256 = sha256
    self.profile = profile
    self.context = context
    self.parameters = parameters
    self.tags = tags
    self.training = training
    self.scores = scores
    self.schemaFingerprint = schemaFingerprint
    self.comparison = comparison
  }

  /// Two models on the same questions.
  package struct Comparison: Sendable, Codable, Hashable {
    /// The other model's name and the digest of its file (empty for a model of somebody else's server).
    package var incumbent: String
    package var incumbentDigest: String
    package var suite: String
    package var questions: Int
    /// Questions that only this model, only the other one got right.
    package var onlyThis: Int
    package var onlyIncumbent: Int
    /// McNemar's, exact and two-sided.
    package var probability: Double

    package init(
      incumbent: String, incumbentDigest: String, suite: String, questions: Int, onlyThis: Int, onlyIncumbent: Int,
      probability: Double
    ) {
      self.incumbent = incumbent
      self.incumbentDigest = incumbentDigest
      self.suite = suite
      self.questions = questions
      self.onlyThis = onlyThis
      self.onlyIncumbent = onlyIncumbent
      self.probability = probability
    }
  }

  /// The share of the learnt columns that a snapshot still has, under whatever name; `nil` for a general model, which fits any.
  package func fit(_ snapshot: SchemaSnapshot) -> Double? {
    guard let tags, tags.columns.contains(where: { $0 != nil }) else { return nil }
    let now = (schemaFingerprint == snapshot.fingerprint ? tags : tags.carried(to: snapshot)).columns
    let learnt = tags.columns.indices.filter { tags.columns[$0] != nil }
    return Double(learnt.count { now[$0].flatMap(snapshot.column) != nil }) / Double(learnt.count)
  }
}
