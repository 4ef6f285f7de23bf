/// The rows that a statement gave, within the limits, and what it took.
package struct ResultTable: Hashable, Sendable, Codable {
  package struct Column: Hashable, Sendable, Codable {
    package var name: String
    /// The type's SQL name.
    package var type: String

    package init(name: String, type: String) {
      self.name = name
      self.type = type
    }
  }

  package enum Truncation: String, Sendable, Codable { case rows, bytes }

  package var columns: [Column]
  /// Values as PostgreSQL's text output; `nil` is NULL. Each row has as many values as there are columns.
  package var rows: [[String?]]
  /// Why rows are missing at the end, if they are.
  package var truncation: Truncation?

  package init(columns: [Column], rows: [[String?]], truncation: Truncation? = nil) {
    self.columns = columns
    self.rows = rows
    self.truncation = truncation
  }
}

/// What a question cost in tokens, all turns together.
package struct TokenCount: Hashable, Sendable, Codable {
  package var prompt: Int
  package var completion: Int

  package init(prompt: Int, completion: Int) {
    self.prompt = prompt
    self.completion = completion
  }

  /// The sum over candidates; `nil` where the server does not count. Those of one turn share a prompt.
  package init?(_ candidates: [Candidate]) {
    let counted = candidates.filter { $0.completionTokens != nil }
    guard !counted.isEmpty else { return nil }
    let prompts = Dictionary(grouping: counted, by: \.attempt).values.map { $0.compactMap(\.promptTokens).max() ?? 0 }
    self.init(prompt: prompts.reduce(0, +), completion: counted.reduce(0) { $0 + ($1.completionTokens ?? 0) })
  }
}

/// A question answered.
package struct Answer: Sendable, Codable, Hashable {
  package var question: Question
  package var sql: String
  package var table: ResultTable
  package var judgement: Judgement
  package var model: String
  /// 0 to 1: how likely the answer is right, as far as the model's own probability tells. `nil` when unknown.
  package var confidence: Double?
  /// Sentences that the reader should see beside the rows.
  package var notices: [String]
  package var timings: StageTimings
  package var tokens: TokenCount?
  /// Where the statement is one that people stand for, filled with this question's values.
  package var verified: Verified?
  /// What `confidence` was weighed from.
  package var signs: ConfidenceSigns?
  /// What else the question may mean, where the candidates disagree; the likeliest first.
  package var choices: [Choice]

  package init(
    question: Question, sql: String, table: ResultTable, judgement: Judgement, model: String, confidence: Double?,
    notices: [String] = [], timings: StageTimings, tokens: TokenCount? = nil, verified: Verified? = nil,
    signs: ConfidenceSigns? = nil, choices: [Choice] = []
  ) {
    self.choices = choices
    self.signs = signs
    self.verified = verified
    self.question = question
    self.sql = sql
    self.table = table
    self.judgement = judgement
    self.model = model
    self.confidence = confidence
    self.notices = notices
    self.timings = timings
    self.tokens = tokens
  }
}

/// A question that was not answered, and honestly why.
package struct Refusal: Sendable, Codable, Hashable {
  package enum Reason: String, Sendable, Codable {
    /// The model said that the schema cannot answer.
    case unanswerable
    /// Every candidate was refused by the validator.
    case invalid
    /// A statement was found, and it is less likely right than the settings want.
    case unsure
    /// It leans on the question before it, and it is not clear how.
    case incomplete
  }

  package var question: Question
  package var reason: Reason
  /// One sentence for the asker.
  package var message: String
  package var hint: String?
  /// What was tried, first attempt first.
  package var judgements: [Judgement]
  package var timings: StageTimings
  package var tokens: TokenCount?
  /// What the question may mean, where that is unsure; the likeliest first.
  package var choices: [Choice]

  package init(
    question: Question, reason: Reason, message: String, hint: String? = nil, judgements: [Judgement] = [],
    timings: StageTimings, tokens: TokenCount? = nil, choices: [Choice] = []
  ) {
    self.choices = choices
    self.question = question
    self.reason = reason
    self.message = message
    self.hint = hint
    self.judgements = judgements
    self.timings = timings
    self.tokens = tokens
  }
}

/// What became of a question.
package enum Outcome: Sendable, Codable, Hashable {
  case answered(Answer)
  case refused(Refusal)

  /// What the asker may choose from.
  package var choices: [Choice] {
    switch self {
    case .answered(let answer): answer.choices
    case .refused(let refusal): refusal.choices
    }
  }
}
