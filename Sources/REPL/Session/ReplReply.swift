/// What a line led to.
package struct ReplReply: Sendable {
  /// For standard output; every line ends with a newline.
  package var output = ""
  /// For standard error.
  package var errors = ""
  /// When the output goes through a pager.
  package var pager = Display.Pager.off
  /// Whether the session is over.
  package var isLast = false
  /// A queue to be worked off before the session goes on.
  package var review: ReviewSession?

  package init() {}

  mutating func say(_ text: String) { output += text.hasSuffix("\n") ? text : text + "\n" }

  mutating func complain(_ text: String) { errors += text.hasSuffix("\n") ? text : text + "\n" }
}

/// How a session ends when nobody watches: as an exit status.
package enum ReplEnding: Int32, Sendable, Comparable {
  case fine = 0
  /// Something was refused.
  case refused = 1
  /// Something broke.
  case broken = 3

  package static func < (a: ReplEnding, b: ReplEnding) -> Bool { a.rawValue < b.rawValue }
}
