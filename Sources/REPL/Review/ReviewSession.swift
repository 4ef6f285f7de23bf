package import Interpretation
internal import Presentation
package import Reviewing
package import Vocabulary

/// A reviewer at the queue: keys and lines in, text out, no terminal.
package actor ReviewSession {
  /// What the session takes next.
  package enum Expectation: Sendable, Equatable {
    /// One of `Choice`.
    case choice
    /// A line of text.
    case line(prompt: String)
    /// Whether to keep what was shown.
    case confirmation
  }

  /// What may be done with an item.
  package enum Choice: Character, CaseIterable, Sendable {
    case approve = "a"
    case correct = "c"
    case reject = "r"
    case skip = "s"
    case rows = "v"
    case more = "m"
    case help = "?"
    case quit = "q"
  }

  package static let choices = "[a]pprove [c]orrect [r]eject [s]kip [v]iew rows [m]ore [?] [q]uit > "

  private let desk: ReviewDesk
  private let interpreter: Interpreter
  private let reviewer: Principal
  private let items: [QueueItem]
  private var position = 0
  private var unfinished: [String] = []
  private var correction: Correction?
  private var done: [AuditEntry.Reviewed.Verdict: Int] = [:]
  /// What is taken next.
  package private(set) var expects = Expectation.choice
  /// The worst that happened so far.
  package private(set) var ending = ReplEnding.fine

  package init(_ desk: ReviewDesk, _ queue: ReviewQueue, interpreter: Interpreter, reviewer: Principal) {
    self.desk = desk
    self.interpreter = interpreter
    self.reviewer = reviewer
    items = queue.items
  }

  /// The first item.
  package func begin() -> ReplReply {
    var reply = ReplReply()
    show(&reply)
    return reply
  }

  /// Works one key or line off: a choice may carry its argument, as in `r wrong table`.
  package func take(_ line: String) async -> ReplReply {
    var reply = ReplReply()
    do {
      switch expects {
      case .choice: try await choose(line.trimmed, &reply)
      case .confirmation: try await decide(line.trimmed.lowercased(), &reply)
      case .line where correction == nil && isRejecting: try await reject(line, &reply)
      case .line: try await gather(line, &reply)
      }
    } catch {
      ending = .broken
      expects = .choice
      let breakage = error as? any Breakage
      reply.complain(breakage.map { "ERROR:  \($0.code): \($0.message)" } ?? "ERROR:  \(error)")
      if let detail = breakage?.detail { reply.complain("DETAIL:  \(detail)") }
      if let hint = breakage?.hint { reply.complain("HINT:  \(hint)") }
    }
    return reply
  }

  /// Forgets what was begun.
  package func drop() {
    unfinished = []
    correction = nil
    expects = .choice
  }

  /// How many were reviewed.
  package func summary() -> String {
    let parts = AuditEntry.Reviewed.Verdict.allCases.compactMap { verdict in
      done[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    return parts.isEmpty ? "Nothing was reviewed.\n" : "Reviewed: \(parts.joined(separator: ", ")).\n"
  }

  private var isRejecting: Bool { expects == .line(prompt: Self.whyPrompt) }
  private static let whyPrompt = "Why? "

  private func choose(_ line: String, _ reply: inout ReplReply) async throws {
    guard !line.isEmpty else { return }
    let word = line.prefix { !$0.isWhitespace }
    let argument = String(line.dropFirst(word.count)).trimmed
    let item = items[position]
    let id = item.record.question.id
    switch Self.choice(word) {
    case .approve:
      try await advance(try await desk.approve(id, by: reviewer), .approved, &reply)
    case .reject where argument.isEmpty: expects = .line(prompt: Self.whyPrompt)
    case .reject: try await reject(argument, &reply)
    case .correct:
      expects = .line(prompt: "sql> ")
      if !argument.isEmpty { try await gather(argument, &reply) }
    case .skip: next(&reply)
    case .rows: try await rows(item, &reply)
    case .more: reply.say(ReviewItemPage.more(item.record))
    case .help: reply.say(Self.help)
    case .quit: reply.isLast = true
    case nil:
      ending = max(ending, .refused)
      reply.complain("There is no choice \"\(word.prefix(20))\": ? tells which there are.")
    }
  }

  private static func choice(_ word: Substring) -> Choice? {
    let names: [String: Choice] = [
      "approve": .approve, "correct": .correct, "reject": .reject, "skip": .skip, "view": .rows, "more": .more,
      "help": .help, "quit": .quit,
    ]
    let lower = word.lowercased()
    return names[lower] ?? (lower.count == 1 ? lower.first.flatMap(Choice.init) : nil)
  }

  private func reject(_ reason: String, _ reply: inout ReplReply) async throws {
    try await advance(
      try await desk.reject(items[position].record.question.id, because: reason, by: reviewer), .rejected, &reply)
  }

  /// Takes SQL up to a line that ends with a semicolon; an empty line gives up.
  private func gather(_ line: String, _ reply: inout ReplReply) async throws {
    guard !line.trimmed.isEmpty else { return drop() }
    unfinished.append(line)
    guard line.trimmed.hasSuffix(";") else {
      expects = .line(prompt: "...> ")
      return
    }
    let sql = unfinished.joined(separator: "\n")
    unfinished = []
    expects = .choice
    switch try await desk.trial(
      sql, for: items[position].record.question.id, by: reviewer, through: interpreter)
    {
    case .passed(let passed):
      reply.say(TableFormat.table.render(passed.answer.table))
      for notice in passed.answer.notices { reply.complain(notice) }
      correction = passed
      expects = .confirmation
    case .refused(let refusal):
      ending = max(ending, .refused)
      reply.complain(refusal.message)
      if let hint = refusal.hint { reply.complain("HINT:  \(hint)") }
    }
  }

  private func decide(_ word: String, _ reply: inout ReplReply) async throws {
    guard let correction, word == "y" || word == "yes" else { return drop() }
    self.correction = nil
    try await advance(try await desk.keep(correction), .corrected, &reply)
  }

  /// Runs the statement again, so that its rows can be seen.
  private func rows(_ item: QueueItem, _ reply: inout ReplReply) async throws {
    let proposed = item.standing.state == .waiting ? item.standing.sql : nil
    guard let sql = proposed ?? item.record.sql else { return reply.say("There is no statement that ran.") }
    switch try await desk.trial(sql, for: item.record.question.id, by: reviewer, through: interpreter) {
    case .passed(let passed):
      reply.say(TableFormat.table.render(passed.answer.table))
      for notice in passed.answer.notices { reply.complain(notice) }
    case .refused(let refusal): reply.complain(refusal.message)
    }
  }

  private func advance(
    _ standing: Standing, _ verdict: AuditEntry.Reviewed.Verdict, _ reply: inout ReplReply
  ) async throws {
    done[verdict, default: 0] += 1
    reply.say(standing.state == .waiting ? "\(verdict.rawValue); another voice is needed" : verdict.rawValue)
    next(&reply)
  }

  private func next(_ reply: inout ReplReply) {
    position += 1
    expects = .choice
    show(&reply)
  }

  private func show(_ reply: inout ReplReply) {
    guard position < items.count else {
      reply.say(items.isEmpty ? "Nothing waits for review." : "That was the last one.")
      reply.isLast = true
      return
    }
    reply.say("\n" + ReviewItemPage.text(items[position], number: position + 1, of: items.count))
  }

  private static let help = """
    a  approve: the answer is right (or the refusal is)
    c  correct: type the right SQL, with a semicolon at the end; it is judged and run, and then you say whether to keep it
    r  reject: the answer is wrong; you say why
    s  skip: leave it in the queue
    v  run the statement again and show its rows
    m  more: what was found, the candidates, the refusals
    q  leave

    """
}
