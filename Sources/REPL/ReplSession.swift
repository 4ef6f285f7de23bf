package import Interpretation
internal import Presentation
package import Reviewing
package import Vocabulary

/// A session of questions, SQL and commands: lines in, text out, no terminal.
package actor ReplSession {
  /// What the session works with.
  package struct Parts: Sendable {
    package var interpreter: Interpreter
    package var database: Database
    package var reviews: ReviewDesk
    /// The database's name in the prompt.
    package var name: String
    /// A text as a question of whoever sits here to the database.
    package var question: @Sendable (String) -> Question

    package init(
      interpreter: Interpreter, database: Database, reviews: ReviewDesk, name: String,
      question: @escaping @Sendable (String) -> Question
    ) {
      self.interpreter = interpreter
      self.database = database
      self.reviews = reviews
      self.name = name
      self.question = question
    }
  }

  private let parts: Parts
  private let isColoured: Bool
  private var reader = InputReader()
  private var last: Outcome?
  private var isExpanded = false
  private var isTimed = false
  /// The worst that happened so far.
  package private(set) var ending = ReplEnding.fine

  package init(_ parts: Parts, isColoured: Bool = false) {
    self.parts = parts
    self.isColoured = isColoured
  }

  /// What to show before the next line: `shop=> `, or `shop-> ` inside a statement.
  package var prompt: String { parts.name + (reader.unfinished.isEmpty ? "=> " : "-> ") }

  /// What the session says first.
  package nonisolated var greeting: String {
    "Ask \(parts.name) in plain words, or type SQL. \\? for help, \\q to leave.\n"
  }

  /// Works one line off. Cancelling the task gives up what runs and leaves the session as it was.
  package func take(_ line: String) async -> ReplReply {
    var reply = ReplReply()
    // A copy, because reading waits for the parser; lines come one at a time.
    var reader = reader
    let inputs = await reader.take(line)
    self.reader = reader
    for input in inputs where !reply.isLast && !Task.isCancelled { await work(input, &reply) }
    return reply
  }

  /// Forgets the statement that was begun.
  package func drop() { _ = reader.drop() }

  /// The input is over: a statement that lacks its semicolon breaks the session, it is not run.
  package func finish() -> ReplReply {
    var reply = ReplReply()
    if !reader.drop().isEmpty { fail(ReplError.unfinishedSQL, &reply) }
    return reply
  }

  private func work(_ input: InputReader.Input, _ reply: inout ReplReply) async {
    do {
      switch input {
      case .question(let text): try await ask(text, &reply)
      case .statement(let sql): tell(try await run(sql), showsSQL: false, &reply)
      case .command(let line): try await obey(line, &reply)
      }
    } catch {
      if Task.isCancelled { reply.complain("Cancelled.") } else { fail(error, &reply) }
    }
  }

  private func ask(_ text: String, _ reply: inout ReplReply) async throws {
    let outcome = try await parts.interpreter.ask(parts.question(text))
    last = outcome
    tell(outcome, showsSQL: true, &reply)
  }

  /// A person's own SQL goes through the same gate as the model's.
  private func run(_ sql: String) async throws -> Outcome {
    var text = sql.trimmed
    while text.hasSuffix(";") { text.removeLast() }
    let outcome = try await parts.interpreter.run(text, for: parts.question(text))
    last = outcome
    return outcome
  }

  private func obey(_ line: String, _ reply: inout ReplReply) async throws {
    let (command, argument) = try MetaCommand.read(line)
    switch command {
    case .help: reply.say(MetaCommand.helpPage)
    case .quit: reply.isLast = true
    case .describe:
      let view = try await parts.database.view(for: parts.question("").principal)
      reply.say(try SchemaPage(view.snapshot).text(argument))
    case .expanded:
      isExpanded = try command.switched(isExpanded, by: argument)
      reply.say("Expanded display is \(isExpanded ? "on" : "off").")
    case .timing:
      isTimed = try command.switched(isTimed, by: argument)
      reply.say("Timing is \(isTimed ? "on" : "off").")
    case .ask: try await ask(try Self.given(argument, command), &reply)
    case .sql:
      guard let sql = try told().sql else { throw ReplError.nothingYet }
      reply.say(sql)
    case .why: reply.say(WhyPage.text(try told()))
    case .approve: try await approve(&reply)
    case .reject: try await reject(try Self.given(argument, command), &reply)
    case .fix: try await fix(try Self.given(argument, command), &reply)
    case .go:
      let sql = reader.drop()
      if !sql.isEmpty { tell(try await run(sql), showsSQL: false, &reply) }
    case .print: if !reader.unfinished.isEmpty { reply.say(reader.unfinished) }
    case .reset: _ = reader.drop()
    }
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
  private func fix(_ sql: String, _ reply: inout ReplReply) async throws {
    let question = try told().question
    switch try await parts.reviews.trial(sql, for: question.id, by: question.principal, through: parts.interpreter) {
    case .passed(let correction):
      tell(.answered(correction.answer), showsSQL: false, &reply)
      note(try await parts.reviews.keep(correction), question, &reply)
    case .refused(let refusal): tell(.refused(refusal), showsSQL: false, &reply)
    }
  }

  private func note(_ standing: Standing, _ question: Question, _ reply: inout ReplReply) {
    reply.say("Noted for \(question.id)\(standing.state == .waiting ? "; another voice is needed." : ".")")
  }

  private func told() throws(ReplError) -> Outcome {
    guard let last else { throw .nothingYet }
    return last
  }

  private static func given(_ argument: String, _ command: MetaCommand) throws(ReplError) -> String {
    guard !argument.isEmpty else { throw .missingArgument(command.name, command.argument ?? "nothing") }
    return argument
  }

  private func tell(_ outcome: Outcome, showsSQL: Bool, _ reply: inout ReplReply) {
    switch outcome {
    case .answered(let answer):
      if showsSQL { reply.say(isColoured ? "\u{1B}[2m\(answer.sql)\u{1B}[0m" : answer.sql) }
      reply.say(TableFormat.table.render(answer.table))
      for notice in answer.notices { reply.complain(notice) }
    case .refused(let refusal):
      ending = max(ending, .refused)
      reply.complain(refusal.message)
      let page = refusal.judgements.last.map { FindingPage.text($0) } ?? ""
      if !page.isEmpty { reply.complain(page) } else if let hint = refusal.hint { reply.complain("HINT:  \(hint)") }
    }
    if isTimed { reply.say("Time: \(WhyPage.text(outcome.timings))") }
  }

  private func fail(_ error: any Error, _ reply: inout ReplReply) {
    ending = .broken
    guard let breakage = error as? any Breakage else { return reply.complain("ERROR:  \(error)") }
    reply.complain("ERROR:  \(breakage.code): \(breakage.message)")
    if let detail = breakage.detail { reply.complain("DETAIL:  \(detail)") }
    if let hint = breakage.hint { reply.complain("HINT:  \(hint)") }
  }
}
