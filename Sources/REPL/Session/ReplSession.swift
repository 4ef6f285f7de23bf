package import Interpretation
internal import Presentation
package import Reviewing
package import Vocabulary

/// A session of questions, SQL and commands: lines in, text out, no terminal.
package actor ReplSession {
  var parts: Parts
  package let options: Options
  let console: ReplConsole

  var reader = InputReader()
  var variables = Variables()
  var conditions = Conditions()
  var display: Display
  var rows = RowTarget.screen
  /// Where `\i` is, innermost last.
  var files: [String] = []

  /// What came last, of a question or of SQL.
  var last: Outcome?
  /// What `\g` runs again, where that is not the statement of what came last.
  var repeated: String?
  /// The last question that was asked in words.
  var lastQuestion: Question?
  /// The question that the next one may lean on, whole; empty before the first, and when it was forgotten.
  var context = ""
  /// The statement that answered it.
  var contextSQL: String?
  /// What the last question may mean: a typed number chooses one.
  var choices: [Choice] = []
  /// The question that they were given for.
  var doubted: Question?
  /// What the model has given for it so far, so that the next candidate is another one.
  var seen: Set<String> = []
  /// When completion was given a snapshot last.
  var completedAt: ContinuousClock.Instant?
  /// Whether completion waits for the catalog.
  var isReadingCatalog = false
  /// Whether the input that was worked off last failed.
  var hasFailed = false
  /// The worst that happened so far.
  package internal(set) var ending = ReplEnding.fine

  /// How a session behaves.
  package struct Options: Sendable {
    package var isColoured = false
    /// Whether a person sits there.
    package var isInteractive = false
    /// Whether whoever types may run programs of this machine.
    package var allowsShell = false
    package var allowsRoles = false
    package var allowsDatabases = false
    package var display = Display()

    package init() {}
  }

  package init(_ parts: Parts, options: Options = Options(), console: ReplConsole = ReplConsole()) {
    self.parts = parts
    self.options = options
    self.console = console
    display = options.display
    variables["DBNAME"] = parts.name
    variables["USER"] = parts.question("").principal.name
    variables["PROMPT1"] = "%/%R%x%# "
    variables["PROMPT2"] = "%/%R%x%# "
  }

  /// What to show before the next line: `shop=> `, or `shop-> ` inside a statement.
  package var prompt: String {
    let format = variables[reader.unfinished.isEmpty ? "PROMPT1" : "PROMPT2"] ?? ""
    let mark = conditions.isActive || reader.promptMark != "=" ? reader.promptMark : "@"
    return Prompt.text(format, database: parts.name, user: variables["USER"] ?? "", mark: mark)
  }

  /// SQL that still lacks its semicolon.
  package var unfinished: String { reader.unfinished }

  /// What the session says first.
  package var greeting: String {
    display.isQuiet ? "" : "Ask \(parts.name) in plain words, or type SQL. \\? for help, \\q to leave.\n"
  }

  /// Sets a variable, as `-v` does.
  package func set(_ name: String, _ value: String) { variables[name] = value }

  /// Works one line off. Cancelling the task gives up what runs and leaves the session as it was.
  package func take(_ line: String) async -> ReplReply {
    var reply = ReplReply()
    await take(line, &reply)
    return reply
  }

  func take(_ line: String, _ reply: inout ReplReply) async {
    await begin(line)
    while !reply.isLast, !Task.isCancelled, let input = await next() {
      await work(input, &reply)
      if hasFailed, variables.isOn("ON_ERROR_STOP"), !options.isInteractive || !files.isEmpty {
        if !options.isInteractive { reply.isLast = true }
        break
      }
    }
  }

  /// Forgets the statement that was begun.
  package func drop() {
    _ = reader.drop()
    if options.isInteractive { conditions = Conditions() }
  }

  /// The input is over: a statement that lacks its semicolon breaks the session, it is not run.
  ///
  /// - Parameter complains: false where a person left, who knows what was begun.
  package func finish(complains: Bool = true) async -> ReplReply {
    var reply = ReplReply()
    let unfinished = reader.drop()
    if complains, !unfinished.isEmpty { fail(ReplError.unfinishedSQL, &reply) }
    if complains, conditions.isOpen { fail(ReplError.openIf, &reply) }
    await close(rows)
    rows = .screen
    return reply
  }

  /// Runs what was typed without its semicolon, as `-c` does.
  package func runUnfinished() async -> ReplReply {
    var reply = ReplReply()
    let sql = reader.drop()
    if !sql.isEmpty, conditions.isActive { await work(.statement(sql), &reply) }
    return reply
  }

  private func begin(_ line: String) async {
    if variables["ECHO"] == "all", !options.isInteractive || !files.isEmpty {
      var echo = ReplReply()
      echo.say(line)
      await console.show?(echo)
    }
    reader.begin(line)
  }

  private func next() async -> InputReader.Input? {
    // A copy, because reading waits for the parser; lines come one at a time.
    var reader = reader
    let input = await reader.next(variables)
    self.reader = reader
    return input
  }

  private func work(_ input: InputReader.Input, _ reply: inout ReplReply) async {
    hasFailed = false
    do {
      switch input {
      case .question(let text): if conditions.isActive { try await answer(text, &reply) }
      case .statement(let sql): if conditions.isActive { tell(try await run(sql), showsSQL: false, &reply) }
      case .command(let name, let rest): try await obey(name, rest, &reply)
      }
    } catch {
      console.status?(nil)
      if Task.isCancelled { reply.complain("Cancelled.") } else { fail(error, &reply) }
    }
  }

  /// Shows what there is so far, where something is shown at once.
  func flush(_ reply: inout ReplReply) async {
    guard let show = console.show else { return }
    await show(reply)
    reply.output = ""
    reply.errors = ""
    reply.pager = .off
  }

  func fail(_ error: any Error, _ reply: inout ReplReply) {
    ending = .broken
    hasFailed = true
    let breakage = error as? any Breakage
    note(sqlState: breakage?.code ?? "XX000", message: breakage?.message ?? "\(error)")
    guard let breakage else { return reply.complain("ERROR:  \(error)") }
    reply.complain("ERROR:  \(breakage.code): \(breakage.message)")
    if let detail = breakage.detail { reply.complain("DETAIL:  \(detail)") }
    if let hint = breakage.hint { reply.complain("HINT:  \(hint)") }
  }

  /// Keeps how a statement ended where scripts look for it.
  func note(sqlState: String, message: String = "", rows: Int = 0) {
    let isFine = sqlState == "00000"
    variables["ERROR"] = isFine ? "false" : "true"
    variables["SQLSTATE"] = sqlState
    variables["ROW_COUNT"] = String(rows)
    if !isFine {
      variables["LAST_ERROR_MESSAGE"] = message
      variables["LAST_ERROR_SQLSTATE"] = sqlState
    }
  }

  /// The statement that runs again where none is typed.
  var repeatable: String? { repeated ?? last?.sql }

  func told() throws(ReplError) -> Outcome {
    guard let last else { throw .nothingYet }
    return last
  }
}
