internal import Foundation

/// The terminal, or the pipe, before a session.
package struct ReplTerminal {
  /// What is worked off instead of what is typed.
  package enum Script: Sendable, Equatable {
    case text(String)
    case file(String)
  }

  private let session: ReplSession
  private let lines: LineSource
  private let startFile: String?
  private let completer = Completer()

  /// Whether a person sits there: both ends are a terminal.
  package static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Whether colours are welcome.
  package static var isColoured: Bool {
    isInteractive && ProcessInfo.processInfo.environment["NO_COLOR"] == nil && !isDumb
  }

  private static var isDumb: Bool { ["dumb", "", nil].contains(ProcessInfo.processInfo.environment["TERM"]) }

  /// - Parameters:
  ///   - isInteractive: whether a person types, as opposed to a script.
  ///   - startFile: what is worked off first, if it is there.
  package init(
    _ parts: ReplSession.Parts, _ options: ReplSession.Options, historyFile: String?, startFile: String?
  ) {
    let isInteractive = options.isInteractive
    let lines = LineSource(
      isEdited: isInteractive && !Self.isDumb, historyFile: historyFile, completer: completer)
    self.lines = lines
    self.startFile = startFile
    let pager = isInteractive
    var console = ReplConsole()
    console.show = { await Self.show($0, pages: pager) }
    console.width = { isInteractive ? Screen.size()?.columns ?? 0 : 0 }
    console.typed = { await lines.typed() }
    console.line = { prompt in
      switch await lines.next(prompt: isInteractive ? prompt : "", isKept: false) {
      case .text(let line): return line
      case .interrupted: Screen.write("^C\n")
      case .end: break
      }
      return nil
    }
    console.shell = { await Foreground.shell($0, input: $1) }
    if isInteractive {
      console.edit = { await Self.edit($0) }
      if !Self.isDumb {
        let isColoured = options.isColoured
        console.status = { Screen.status($0, isColoured: isColoured) }
      }
    }
    session = ReplSession(parts, options: options, console: console)
  }

  /// Sets a variable before anything is worked off.
  package func set(_ name: String, _ value: String) async { await session.set(name, value) }

  /// Sends rows elsewhere from the start.
  package func redirect(_ target: String) async throws { try await session.redirect(target) }

  /// Runs the session to its end, or the scripts; what it gives back is the exit status.
  package func run(_ scripts: [Script] = []) async -> ReplEnding {
    let isInteractive = session.options.isInteractive
    // In a pipe Ctrl-C ends the program, as it ends any other.
    let interrupts = isInteractive ? Interrupts() : nil
    var isOver = false
    if let startFile, FileManager.default.isReadableFile(atPath: startFile) {
      isOver = await work(interrupts) { await $0.include(startFile) }
    }
    for script in scripts where !isOver { isOver = await work(script, interrupts) }
    if scripts.isEmpty, !isOver { isOver = await converse(interrupts) }
    await Self.show(await session.finish(complains: !isInteractive && !isOver), pages: false)
    await lines.close()
    return isInteractive ? .fine : await session.ending
  }

  /// Whether a script ended the session.
  private func work(_ script: Script, _ interrupts: Interrupts?) async -> Bool {
    switch script {
    case .file("-"): return await converse(interrupts)
    case .file(let path): return await work(interrupts) { await $0.include(path) }
    case .text(let text):
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if await work(interrupts, { await $0.take(String(line)) }) { return true }
      }
      return await work(interrupts) { await $0.runUnfinished() }
    }
  }

  /// Works off what is typed, or piped; whether that ended the session.
  private func converse(_ interrupts: Interrupts?) async -> Bool {
    let isInteractive = session.options.isInteractive
    if isInteractive { Screen.write(await session.greeting) }
    while true {
      let prompt = isInteractive ? await session.prompt : ""
      if isInteractive { await prepareCompletion() }
      switch await lines.next(prompt: prompt) {
      case .text(let line): if await work(interrupts, { await $0.take(line) }) { return true }
      case .interrupted:
        Screen.write("^C\n")
        await session.drop()
      case .end:
        if isInteractive { Screen.write("\\q\n") }
        return isInteractive
      }
    }
  }

  /// Tells the completer what is typed so far; the database as it is now follows when it is there.
  private func prepareCompletion() async {
    completer.begin(after: await session.unfinished)
    let (session, completer) = (session, completer)
    Task {
      if let catalog = await session.firstKnowledge() { completer.know(catalog, isWhole: false) }
      if let known = await session.changedKnowledge() { completer.know(known.snapshot, terms: known.terms) }
    }
  }

  /// Does something that Ctrl-C may cancel, and shows what came of it; whether the session is over.
  private func work(
    _ interrupts: Interrupts?, _ body: @escaping @Sendable (ReplSession) async -> ReplReply
  ) async -> Bool {
    let session = session
    let task = Task { await body(session) }
    let reply = if let interrupts { await interrupts.reply(of: task) } else { await task.value }
    await Self.show(reply, pages: session.options.isInteractive)
    if let review = reply.review { await ReviewTerminal(review, lines: lines).work() }
    return reply.isLast
  }

  /// Runs a program in the foreground; its exit status.
  package static func run(_ arguments: [String]) async -> Int32 { await Foreground.run(arguments) }

  private static func edit(_ path: String) async {
    let environment = ProcessInfo.processInfo.environment
    let names = ["DRAGOMAN_EDITOR", "PSQL_EDITOR", "EDITOR", "VISUAL"]
    let editor = names.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
    _ = await Foreground.shell("exec \(editor) '\(path.replacing("'", with: "'\\''"))'")
  }

  private static func show(_ reply: ReplReply, pages: Bool) async {
    if pages, Pager.isNeeded(reply.output, reply.pager) {
      await Pager.show(reply.output)
    } else {
      Screen.write(reply.output)
    }
    Screen.complain(reply.errors)
  }
}
