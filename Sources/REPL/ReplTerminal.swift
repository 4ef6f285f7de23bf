internal import Foundation

/// The terminal, or the pipe, before a session.
package struct ReplTerminal {
  private let session: ReplSession
  private let historyFile: String?

  package init(_ session: ReplSession, historyFile: String?) {
    self.session = session
    self.historyFile = historyFile
  }

  /// Whether a person sits there: both ends are a terminal.
  package static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Whether colours are welcome.
  package static var isColoured: Bool {
    isInteractive && ProcessInfo.processInfo.environment["NO_COLOR"] == nil && !isDumb
  }

  private static var isDumb: Bool { ["dumb", "", nil].contains(ProcessInfo.processInfo.environment["TERM"]) }

  /// Runs the session to its end; what it gives back is the exit status.
  package func run() async -> ReplEnding {
    let isInteractive = Self.isInteractive
    let lines = LineSource(isEdited: isInteractive && !Self.isDumb, historyFile: historyFile)
    // In a pipe Ctrl-C ends the program, as it ends any other.
    let interrupts = isInteractive ? Interrupts() : nil
    if isInteractive { Screen.write(session.greeting) }
    reading: while true {
      let prompt = isInteractive ? await session.prompt : ""
      switch await lines.next(prompt: prompt) {
      case .text(let line):
        let work = Task { await session.take(line) }
        let reply = if let interrupts { await interrupts.reply(of: work) } else { await work.value }
        show(reply)
        if reply.isLast { break reading }
      case .interrupted:
        Screen.write("^C\n")
        await session.drop()
      case .end:
        if isInteractive { Screen.write("\\q\n") } else { show(await session.finish()) }
        break reading
      }
    }
    await lines.close()
    return isInteractive ? .fine : await session.ending
  }

  private func show(_ reply: ReplReply) {
    Screen.write(reply.output)
    Screen.complain(reply.errors)
  }
}
