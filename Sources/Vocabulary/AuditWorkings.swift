/// How an answer or a refusal came about: filled along the path of a question, kept in the audit log.
package struct AuditWorkings: Hashable, Sendable, Codable {
  /// What retrieval gave, without scores.
  package struct EvidenceNote: Hashable, Sendable, Codable {
    /// Best first.
    package var relations: [RelationName]
    /// Best first.
    package var columns: [ColumnName]
    /// The words of the question that were taken for values, numbers or times.
    package var mentions: [String]
    /// Why: one sentence a relation or column, best first.
    package var reasons: [String]?
    /// Names of the glossary's terms.
    package var terms: [String]?
    /// Approved pairs that were found, the likest first.
    package var examples: [QuestionID]?
    /// Approved pairs that would have been, and no longer fit.
    package var setAside: [QuestionID]?
  }

  /// One prompt that was sent.
  package struct PromptNote: Hashable, Sendable, Codable {
    package var template: String
    /// Hex SHA-256 of the text.
    package var digest: String
    /// The whole text that the model read.
    package var text: String
    package var tokenEstimate: Int
    /// Hex SHA-256 of the grammar that was sent with it, which follows from schema, role and profile.
    package var grammar: String?
  }

  /// The fingerprint of the schema snapshot that was used.
  package var schemaFingerprint: String?
  /// Hex SHA-256 of the embedded model's file; a server does not tell.
  package var modelDigest: String?
  /// The manifest's name of the embedded model that was asked; a server's model has the name that its candidates carry.
  package var modelName: String?
  package private(set) var evidence: EvidenceNote?
  /// In the order in which they were sent: the first turn, then the repair turn.
  package private(set) var prompts: [PromptNote] = []
  /// What the model wrote, untouched, in the order in which it came.
  package var candidates: [Candidate] = []
  /// What the validator concluded, in the order in which it judged.
  package var judgements: [Judgement] = []

  /// The role that statements run as; the login role's own name when nobody maps principals.
  package var role: String?
  /// What the server said of statements that it refused or stopped, word for word: the only place where it is kept.
  package private(set) var complaints: [ServerComplaint]?
  /// The approved pair that the statement was taken from.
  package var verified: Verified?
  /// What the confidence in the statement was weighed from.
  package var signs: ConfidenceSigns?
  /// The question as it was completed from the one before it.
  package var completed: String?
  /// What the asker was given to choose from.
  package var choices: [Choice]?
  /// Which choice the asker took; the statement is that one's.
  package var chosen: Chosen?

  /// Another schema than at the start was found on the way, and the question begun again.
  package struct Drift: Hashable, Sendable, Codable {
    /// What the server said: a relation (42P01) or a column (42703) is not there.
    package var sqlState: String
    /// Fingerprint of the schema that the question was begun with.
    package var before: String

    package init(sqlState: String, before: String) {
      self.sqlState = sqlState
      self.before = before
    }
  }

  package var drift: Drift?
  /// Whether the model was tuned on another schema than the one that it was asked about; only ever true.
  package var modelIsStale: Bool?

  /// A general model answered because the database's own one never learnt what the question names.
  package struct StandIn: Hashable, Sendable, Codable {
    /// The database's own model.
    package var model: String
    /// Relations and columns of the question that are new to it.
    package var unknown: [String]

    package init(model: String, unknown: [String]) {
      self.model = model
      self.unknown = unknown
    }
  }

  package var standsIn: StandIn?

  /// Candidates that were run to compare what they find.
  package var trials: [Trial]?

  package init() {}

  /// Remembers what the server said, if it said anything.
  package mutating func note(_ complaint: ServerComplaint?) {
    if let complaint { complaints = (complaints ?? []) + [complaint] }
  }

  /// Remembers what retrieval found.
  package mutating func note(_ evidence: Evidence) {
    self.evidence = EvidenceNote(
      relations: evidence.relations.map(\.name), columns: evidence.columns.map(\.name),
      mentions: evidence.mentions.map(\.text), reasons: evidence.reasons,
      terms: evidence.terms.isEmpty ? nil : evidence.terms.map(\.name),
      examples: evidence.examples.isEmpty ? nil : evidence.examples.map(\.questionID),
      setAside: evidence.setAside.isEmpty ? nil : evidence.setAside.map(\.questionID))
  }

  /// Remembers a prompt that is sent.
  ///
  /// - Parameters:
  ///   - digest: the hex SHA-256 of `prompt.text`.
  ///   - grammar: that of its grammar, where it has one.
  package mutating func note(_ prompt: Prompt, digest: String, grammar: String? = nil) {
    prompts.append(
      PromptNote(
        template: prompt.template, digest: digest, text: prompt.text, tokenEstimate: prompt.tokenEstimate,
        grammar: grammar))
  }

  /// Whether a grammar ruled what the model wrote, and which: one sentence a grammar.
  package var grammars: [String] {
    prompts.compactMap(\.grammar).map { digest in
      let isRefused = candidates.contains { $0.isRuled == false }
      return digest.prefix(12) + (isRefused ? ": not taken by the model server" : "")
    }
  }

  /// Drops what was written to the model and by it; templates, digests and the models' names stay.
  package mutating func forgetTexts() {
    for index in prompts.indices { prompts[index].text = "" }
    for index in candidates.indices { candidates[index].text = "" }
  }

  /// Drops the words of the question that retrieval took note of.
  package mutating func forgetMentions() {
    evidence?.mentions = []
    evidence?.reasons = nil
    verified?.forgetWords()
    completed = nil
    choices = nil
    trials = nil
    chosen?.description = ""
  }

  /// The model that was asked.
  package var model: String? { modelName ?? candidates.last?.model }
}
