internal import Auditing
internal import Interpretation
internal import Presentation
internal import Reviewing
internal import SafeExecution
internal import Vocabulary

extension ReplSession {
  /// The commands of asking and judging.
  func converse(_ command: MetaCommand, _ arguments: inout ArgumentReader, _ reply: inout ReplReply) async throws {
    switch command {
    case .ask: try await ask(try Self.given(arguments.line(), command), &reply)
    case .forget: forget(&reply)
    case .sql: try await sql(try arguments.word(), &reply)
    case .why: try await why(try arguments.word(), &reply)
    case .explain: try await explain(&reply)
    case .again: try await again(&reply)
    case .nextCandidate: try await another(&reply)
    case .chart: try chart(try arguments.word(), &reply)
    case .approve: try await approve(&reply)
    case .reject: try await reject(try Self.given(arguments.line(), command), &reply)
    case .fix: try await fix(arguments.line(), &reply)
    case .review: try await review(try arguments.word(), &reply)
    case .audit: try await audit(try arguments.word(), &reply)
    case .history: try await history(try arguments.word(), &reply)
    case .model: try await model(try arguments.word(), &reply)
    default: try await program(["tune"] + (try arguments.words()), "tune", &reply)
    }
  }

  private func sql(_ word: String?, _ reply: inout ReplReply) async throws {
    guard let sql = try told().sql else { throw ReplError.nothingYet }
    switch word {
    case nil: reply.say(sql)
    case "run": tell(try await run(sql), showsSQL: false, &reply)
    case "edit":
      guard let edited = try await edited(sql + ";") else { return }
      tell(try await run(edited), showsSQL: true, &reply)
    case let other?: throw ReplError.strayArgument("sql", String(other.prefix(40)))
    }
  }

  private func why(_ word: String?, _ reply: inout ReplReply) async throws {
    if let word { return reply.say(RecordPage.text(try await record(word))) }
    let outcome = try told()
    let record = try? await parts.reviews.reader.record(outcome.question.id)
    reply.say(WhyPage.text(outcome, record?.workings))
  }

  private func explain(_ reply: inout ReplReply) async throws {
    let unfinished = reader.drop()
    guard let sql = unfinished.isEmpty ? try told().sql : unfinished else { throw ReplError.nothingYet }
    let view = try await parts.database.view(for: parts.question("").principal)
    let judgement = try await view.judge(sql).judgement
    if !judgement.isAccepted {
      ending = max(ending, .refused)
      hasFailed = true
    }
    reply.say(WhyPage.text(judgement))
  }

  private func again(_ reply: inout ReplReply) async throws {
    if let lastQuestion {
      // What leant on another question leans on the same one again.
      var question = parts.question(lastQuestion.typed ?? lastQuestion.text)
      if lastQuestion.typed != nil {
        (question.previous, question.previousSQL) = (lastQuestion.previous, lastQuestion.previousSQL)
      }
      return try await ask(question, &reply)
    }
    guard let sql = try told().sql else { throw ReplError.nothingYet }
    tell(try await run(sql), showsSQL: false, &reply)
  }

  /// The next question leans on nothing.
  private func forget(_ reply: inout ReplReply) {
    (context, contextSQL, choices) = ("", nil, [])
    if !display.isQuiet { reply.say("The next question stands alone.") }
  }

  private func another(_ reply: inout ReplReply) async throws {
    guard let question = lastQuestion else { throw ReplError.nothingYet }
    let next = Question(
      text: question.text, database: question.database, principal: question.principal, regarding: question.id)
    let (interpreter, known) = (parts.interpreter, seen)
    let outcome = try await watched(&reply) { try await interpreter.another(next, besides: known) }
    remember(outcome)
    contextSQL = outcome.answered ?? contextSQL
    tell(outcome, showsSQL: true, &reply)
  }

  private func chart(_ column: String?, _ reply: inout ReplReply) throws {
    guard case .answered(let answer) = try told() else { throw ReplError.nothingYet }
    let width = display.columns > 0 ? display.columns : console.width()
    guard let chart = BarChart(answer.table, column: column) else { throw ReplError.nothingToDraw }
    give(chart.text(width: width > 0 ? width : 80), &reply)
  }

  /// Whoever may not review is heard all the same: as an asker.
  private func approve(_ reply: inout ReplReply) async throws {
    let question = try told().question
    guard parts.reviews.rules.mayReview(question.principal) else {
      try await parts.reviews.feedback(question.id, .up, by: question.principal)
      return reply.say("Noted for the reviewers.")
    }
    note(try await parts.reviews.approve(question.id, by: question.principal), question, &reply)
  }

  private func reject(_ reason: String, _ reply: inout ReplReply) async throws {
    let question = try told().question
    guard parts.reviews.rules.mayReview(question.principal) else {
      try await parts.reviews.feedback(question.id, .down, comment: reason, by: question.principal)
      return reply.say("Noted for the reviewers.")
    }
    note(try await parts.reviews.reject(question.id, because: reason, by: question.principal), question, &reply)
  }

  /// A correction must pass the gate and run before it is kept.
  private func fix(_ given: String, _ reply: inout ReplReply) async throws {
    let outcome = try told()
    let question = outcome.question
    var sql = given
    if sql.isEmpty {
      guard console.edit != nil else { throw ReplError.missingArgument("fix", "SQL") }
      guard let edited = try await edited((outcome.sql ?? "") + ";") else { return }
      sql = edited
    }
    switch try await parts.reviews.trial(sql, for: question.id, by: question.principal, through: parts.interpreter) {
    case .passed(let correction):
      tell(.answered(correction.answer), showsSQL: given.isEmpty, &reply)
      note(try await parts.reviews.keep(correction), question, &reply)
    case .refused(let refusal): tell(.refused(refusal), showsSQL: false, &reply)
    }
  }

  private func note(_ standing: Standing, _ question: Question, _ reply: inout ReplReply) {
    reply.say("Noted for \(question.id)\(standing.state == .waiting ? "; another voice is needed." : ".")")
  }

  private func review(_ word: String?, _ reply: inout ReplReply) async throws {
    let principal = parts.question("").principal
    guard let limit = word.map(Int.init) ?? 50, limit > 0 else {
      throw ReplError.strayArgument("review", String((word ?? "").prefix(40)))
    }
    let queue = try await parts.reviews.queue(AuditFilter(limit: 5000))
    reply.review = ReviewSession(
      parts.reviews, queue.first(limit), interpreter: parts.interpreter, reviewer: principal)
  }

  private func audit(_ word: String?, _ reply: inout ReplReply) async throws {
    reply.say(RecordPage.text(try await record(word ?? told().question.id.description)))
    reply.pager = display.pager
  }

  private func record(_ word: String) async throws -> AuditRecord {
    guard let id = QuestionID(word) else { throw ReplError.strayArgument("audit", String(word.prefix(40))) }
    return try await parts.reviews.reader.record(id)
  }

  private func history(_ word: String?, _ reply: inout ReplReply) async throws {
    guard let limit = word.map(Int.init) ?? 20, limit > 0 else {
      throw ReplError.strayArgument("history", String((word ?? "").prefix(40)))
    }
    let question = parts.question("")
    let records = try await parts.reviews.reader.list(
      AuditFilter(principal: question.principal, database: question.database, limit: limit))
    give(RecordPage.list(records), &reply)
  }

  /// Without a name the models at hand; with one, the model that answers from now on in this session.
  private func model(_ name: String?, _ reply: inout ReplReply) async throws {
    guard let name else { return try await program(["models", "list"], "model", &reply) }
    guard let answering = parts.answering else { throw ReplError.needsTerminal("model") }
    parts.interpreter = try await answering(name)
    if !display.isQuiet { reply.say("\(name) answers from now on, in this session.") }
  }

  private func program(_ words: [String], _ name: String, _ reply: inout ReplReply) async throws {
    guard let program = parts.program else { throw ReplError.needsTerminal(name) }
    await flush(&reply)
    let status = await program(words)
    if status != 0 {
      ending = max(ending, .refused)
      hasFailed = true
    }
  }
}
