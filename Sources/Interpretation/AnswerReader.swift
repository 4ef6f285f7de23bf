import Tagging
import Vocabulary

/// What a candidate says, before the validator judges it.
enum CandidateReading: Hashable {
  case statement(String)
  case refusal
  case problem(Finding)
}

/// Reads a model's text under the prompt that it answers.
struct AnswerReader {
  let writer: TagWriter

  func read(_ candidate: Candidate, under prompt: Prompt) -> CandidateReading {
    guard candidate.finish != .length else {
      return .problem(
        Finding(
          rule: "cut-answer", layer: .hygiene, message: "The model's answer is longer than \(prompt.maxTokens) tokens.")
      )
    }
    switch prompt.output {
    case .tagged:
      switch writer.write(candidate.text, tags: prompt.tags ?? TagTable(relations: [], columns: [], mentions: [])) {
      case .sql(let sql): return .statement(sql)
      case .refusal: return .refusal
      case .problem(let finding): return .problem(finding)
      }
    case .sql: return Self.plain(candidate.text)
    }
  }

  /// Whether the rows that a candidate puts beside each other belong together, as far as tags tell.
  func relates(_ candidate: Candidate, under prompt: Prompt) -> Bool {
    prompt.tags.map { writer.relates(candidate.text, tags: $0) } ?? true
  }

  /// SQL with names spelled out: the last fenced block if there is one, without what a thinking model thought aloud.
  private static func plain(_ text: String) -> CandidateReading {
    var body = Substring(text)
    // Most texts are a statement and nothing else, and looking for a mark costs more than a glance for its first letter.
    if text.utf8.contains(UInt8(ascii: "<")), let thought = body.range(of: "</think>") {
      body = body[thought.upperBound...]
    }
    let isFenced = text.utf8.contains(UInt8(ascii: "`"))
    let parts = isFenced ? body.split(separator: "```", omittingEmptySubsequences: false) : [body]
    // An odd number of parts is text with whole blocks; an even one ends in a block that the stop sequence cut.
    if parts.count > 1, let block = parts.indices.reversed().first(where: { $0 % 2 == 1 }) {
      body = parts[block]
      let firstLine = body.prefix { !$0.isNewline }
      if ["sql", "postgresql", "pgsql", "postgres"].contains(firstLine.lowercased().filter { !$0.isWhitespace }) {
        body = body.dropFirst(firstLine.count)
      }
    }
    let statement = body.trimmingWhitespace
    let words = statement.prefix(40).lowercased()
    if statement.isEmpty || words.hasPrefix("refuse") || words.contains("i do not know") { return .refusal }
    return .statement(statement)
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { self.ranges(of: text).last }

  fileprivate var trimmingWhitespace: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
