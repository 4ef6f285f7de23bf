internal import Foundation
internal import Interpretation
internal import Presentation
internal import Vocabulary

extension ReplSession {
  /// A question, or the number of a choice that the last one left.
  func answer(_ text: String, _ reply: inout ReplReply) async throws {
    guard !choices.isEmpty, let number = Int(text) else { return try await ask(text, &reply) }
    try await choose(number, &reply)
  }

  func ask(_ text: String, _ reply: inout ReplReply) async throws {
    var question = parts.question(text)
    (question.previous, question.previousSQL) = (context, contextSQL)
    try await ask(question, &reply)
  }

  func ask(_ question: Question, _ reply: inout ReplReply) async throws {
    lastQuestion = question
    (seen, choices) = ([], [])
    let (interpreter, asked) = (parts.interpreter, question)
    let listener = listener
    let outcome = try await watched(&reply) { try await interpreter.ask(asked, telling: listener) }
    remember(outcome)
    lastQuestion = outcome.question
    if case .refused(let refusal) = outcome, refusal.reason == .incomplete {
    } else {
      (context, contextSQL) = (outcome.question.text, outcome.answered)
    }
    tell(outcome, showsSQL: true, &reply)
  }

  private func choose(_ number: Int, _ reply: inout ReplReply) async throws {
    guard let asked = doubted else { throw ReplError.nothingYet }
    let question = Question(
      text: asked.text, database: asked.database, principal: asked.principal, regarding: asked.id)
    let (interpreter, choices) = (parts.interpreter, choices)
    let outcome = try await watched(&reply) { try await interpreter.choose(number, of: choices, for: question) }
    last = outcome
    contextSQL = outcome.answered ?? contextSQL
    if let sql = outcome.sql { seen.insert(sql) }
    tell(outcome, showsSQL: true, &reply)
  }

  /// Shows what the model writes while it does, where somebody watches.
  private var listener: Milestone.Listener? {
    guard let status = console.status else { return nil }
    return { if case .token(_, let soFar) = $0 { status(soFar) } }
  }

  /// Tells each stage while it runs.
  func watched(
    _ reply: inout ReplReply, _ work: @Sendable () async throws -> Outcome
  ) async throws -> Outcome {
    await flush(&reply)
    guard let status = console.status else { return try await work() }
    defer { status(nil) }
    return try await StageWatch.telling({ status($0.sentence) }, work)
  }

  /// A person's own SQL goes through the same gate as the model's.
  func run(_ sql: String) async throws -> Outcome {
    var text = sql.trimmed
    while text.hasSuffix(";") { text = String(text.dropLast()).trimmed }
    let outcome = try await parts.interpreter.run(text, for: parts.question(text))
    lastQuestion = nil
    remember(outcome)
    return outcome
  }

  func remember(_ outcome: Outcome) {
    (last, repeated) = (outcome, nil)
    (choices, doubted) = (outcome.choices, outcome.question)
    if let sql = outcome.sql { seen.insert(sql) }
  }

  func tell(_ outcome: Outcome, showsSQL: Bool, _ reply: inout ReplReply) {
    switch outcome {
    case .answered(let answer):
      note(sqlState: "00000", rows: answer.table.rows.count)
      // Whoever wants bare rows, or rows for a program, does not want the statement among them.
      let isForPeople = [.aligned, .wrapped].contains(display.style.format) && !display.style.tuplesOnly
      if let typed = answer.question.typed, typed != answer.question.text {
        let words = "Understood as: \(answer.question.text)"
        if isForPeople { reply.say(words) } else { reply.complain(words) }
      }
      if showsSQL, isForPeople {
        reply.say(options.isColoured ? "\u{1B}[2m\(answer.sql)\u{1B}[0m" : answer.sql)
      }
      give(answer.table, &reply)
      for notice in answer.notices { reply.complain(notice) }
      if !answer.choices.isEmpty {
        reply.complain("It may also mean (type the number):\n" + ChoicePage.text(answer.choices))
      }
    case .refused(let refusal):
      ending = max(ending, .refused)
      hasFailed = true
      note(sqlState: refusal.judgements.last?.findings.first?.sqlState ?? "42000", message: refusal.message)
      if let typed = refusal.question.typed, typed != refusal.question.text {
        reply.complain("Understood as: \(refusal.question.text)")
      }
      reply.complain(refusal.message)
      // Who is asked back wants the question, not what an earlier candidate was refused for.
      let page = refusal.reason == .unsure ? "" : refusal.judgements.last.map { FindingPage.text($0) } ?? ""
      if !page.isEmpty { reply.complain(page) } else if let hint = refusal.hint { reply.complain("HINT:  \(hint)") }
      if !refusal.choices.isEmpty { reply.complain(ChoicePage.text(refusal.choices)) }
    }
    if display.isTimed { reply.say("Time: \(WhyPage.text(outcome.timings))") }
  }

  /// Rows to where rows go.
  func give(_ table: ResultTable, _ reply: inout ReplReply) {
    let text = display.style(screen: rows.isScreen ? console.width() : 0).render(table)
    give(text, &reply)
  }

  func give(_ text: String, _ reply: inout ReplReply) {
    guard !rows.isScreen else {
      reply.output += text
      reply.pager = display.pager
      return
    }
    do { try rows.write(text) } catch { fail(error, &reply) }
  }

  /// Ends a target: a command gets what was kept for it.
  func close(_ target: RowTarget) async {
    switch target {
    case .screen: break
    case .file(let file, _): try? file.close()
    case .command(let command, let text): _ = await console.shell?(command, text)
    }
  }
}

extension Outcome {
  var question: Question {
    switch self {
    case .answered(let answer): answer.question
    case .refused(let refusal): refusal.question
    }
  }

  /// The statement that ran and was answered.
  var answered: String? { if case .answered(let answer) = self { answer.sql } else { nil } }

  /// The statement that ran, or the last one that was refused.
  var sql: String? {
    switch self {
    case .answered(let answer): answer.sql
    case .refused(let refusal): refusal.judgements.last?.sql
    }
  }

  var timings: StageTimings {
    switch self {
    case .answered(let answer): answer.timings
    case .refused(let refusal): refusal.timings
    }
  }
}

extension StageTimings.Stage {
  /// What is being done.
  fileprivate var sentence: String {
    switch self {
    case .introspection: "looking at the database …"
    case .retrieval: "finding what the words name …"
    case .prompting: "wording the prompt …"
    case .generation: "asking the model …"
    case .validation, .dryRun: "judging the statement …"
    case .auditing: "recording the intention …"
    case .execution: "running the statement …"
    }
  }
}
