internal import Foundation

/// The terminal, or the pipe, before a reviewer's session.
package struct ReviewTerminal {
  private let session: ReviewSession
  private let lines: LineSource

  package init(_ session: ReviewSession) {
    self.init(session, lines: LineSource(isEdited: ReplTerminal.isInteractive, historyFile: nil))
  }

  /// A reviewer at the lines of another session, which goes on afterwards.
  init(_ session: ReviewSession, lines: LineSource) {
    self.session = session
    self.lines = lines
  }

  /// Runs the session to its end; what it gives back is the exit status.
  package func run() async -> ReplEnding {
    await work()
    await lines.close()
    return ReplTerminal.isInteractive ? .fine : await session.ending
  }

  /// Works the queue off.
  func work() async {
    let isInteractive = ReplTerminal.isInteractive
    var reply = await session.begin()
    show(reply)
    while !reply.isLast {
      guard let line = await next(isInteractive, lines) else { break }
      reply = await session.take(line)
      show(reply)
    }
    Screen.write(await session.summary())
  }

  /// One key where a key is enough, else a line; `nil` at the end.
  private func next(_ isInteractive: Bool, _ lines: LineSource) async -> String? {
    let expects = await session.expects
    guard isInteractive else {
      return if case .text(let line) = await lines.next(prompt: "") { line } else { nil }
    }
    if case .line(let prompt) = expects {
      switch await lines.next(prompt: prompt) {
      case .text(let line): return line
      case .interrupted:
        await session.drop()
        return ""
      case .end: return nil
      }
    }
    Screen.write(expects == .choice ? ReviewSession.choices : "Keep it? [y/n] ")
    guard let key = await lines.key() else {
      Screen.write("\n")
      return nil
    }
    Screen.write("\(key)\n")
    return String(key)
  }

  private func show(_ reply: ReplReply) {
    Screen.write(reply.output)
    Screen.complain(reply.errors)
  }
}
