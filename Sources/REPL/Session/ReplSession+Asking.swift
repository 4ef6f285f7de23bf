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

  /// - Parameter isWhole: whether it leans on no other.
  func ask(_ text: String, isWhole: Bool = false, _ reply: inout ReplReply) async throws {
    var question = parts.question(text)
    question.previous = isWhole ? nil : context
    lastQuestion = question
    (seen, choices) = ([], [])
    let (interpreter, asked) = (parts.interpreter, question)
    let outcome = try await watched(&reply) { try await interpreter.ask(asked) }
    remember(outcome)
    lastQuestion = outcome.question
    if case .refused(let refusal) = outcome, refusal.reason == .incomplete {} else { context = outcome.question.text }
    tell(outcome, showsSQL: true, &reply)
  }

  private func choose(_ number: Int, _ reply: inout ReplReply) async throws {
    guard let asked = doubted else { throw ReplError.nothingYet }
    let question = Question(
      text: asked.text, database: asked.database, principal: asked.principal, regarding: asked.id)
    let (interpreter, choices) = (parts.interpreter, choices)
    let outcome = try await watched(&reply) { try await interpreter.choose(number, of: choices, for: question) }
    last = outcome
    if let sql = outcome.sql { seen.insert(sql) }
    tell(outcome, showsSQL: true, &reply)
  }

  /// Tells each stage while it runs.
  func watched(
    _ reply: inout ReplReply, _ work: @Sendable () async throws -> Outcome
  ) async throws -> Outcome {
    await flush(&reply)
    guard let status = console.status else { return try await work() }
    defer { status(nil) }
    return try await StageWatch.$began.withValue({ status($0.sentence) }) { try await work() }
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
    last = outcome
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

  /// The statement that `\g` and its like run: what is typed so far, or what ran last.
  func statement() throws(ReplError) -> String {
    let unfinished = reader.drop()
    if !unfinished.isEmpty { return unfinished }
    guard let sql = last?.sql else { throw .nothingYet }
    return sql
  }

  /// Runs that statement under another display or to another target.
  func go(_ target: String?, expanded: Bool, _ reply: inout ReplReply) async throws {
    let sql = try statement()
    let (display, rows) = (display, rows)
    if expanded { self.display.style.expanded = .on }
    if let target { self.rows = try RowTarget.open(target, allowsShell: options.allowsShell) }
    defer {
      self.display = display
      self.rows = rows
    }
    let outcome = try await run(sql)
    tell(outcome, showsSQL: false, &reply)
    if target != nil { await close(self.rows) }
  }

  /// Keeps the one row of a statement as variables.
  func keepRow(_ prefix: String, _ reply: inout ReplReply) async throws {
    let outcome = try await run(try statement())
    guard case .answered(let answer) = outcome else { return tell(outcome, showsSQL: false, &reply) }
    let rows = answer.table.rows
    note(sqlState: "00000", rows: rows.count)
    guard rows.count == 1 else { throw ReplError.notOneRow(rows.count) }
    for (column, value) in zip(answer.table.columns, rows[0]) { variables[prefix + column.name] = value }
  }

  /// Runs a statement again and again, until Ctrl-C or so many times.
  func watch(_ words: [String], _ reply: inout ReplReply) async throws {
    var seconds = 2.0
    var count = Int.max
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, ["c", "count"].contains(parts[0]), let number = Int(parts[1]), number > 0 {
        count = number
      } else if let number = Double(parts.last ?? ""), number >= 0, number < 1e6,
        parts.count == 1 || ["i", "interval"].contains(parts[0])
      {
        seconds = number
      } else {
        throw ReplError.strayArgument("watch", String(word.prefix(40)))
      }
    }
    let sql = try statement()
    let display = display
    defer { self.display = display }
    let shown = seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    while !Task.isCancelled, count > 0, console.show != nil || count < .max {
      let now = Date().formatted(date: .abbreviated, time: .standard)
      self.display.style.title = (display.style.title.map { $0 + "  " } ?? "") + "\(now) (every \(shown)s)"
      tell(try await run(sql), showsSQL: false, &reply)
      reply.pager = .off
      await flush(&reply)
      count -= 1
      if hasFailed { return }
      if count > 0 { try? await Task.sleep(for: .seconds(seconds)) }
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
