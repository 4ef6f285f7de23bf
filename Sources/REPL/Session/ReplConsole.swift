/// What a session may do in the place where it runs: show something at once, ask the screen, run a program.
///
/// Where something is not to be had, as in a test or a pipe, its function is missing.
package struct ReplConsole: Sendable {
  /// Shows what there is so far, at once.
  package var show: (@Sendable (ReplReply) async -> Void)?
  /// Tells what is being done, on a line that the next one replaces; `nil` clears it.
  package var status: (@Sendable (String?) -> Void)?
  /// The screen's width in columns; 0 when there is no screen.
  package var width: @Sendable () -> Int = { 0 }
  /// The lines typed so far, oldest first.
  package var typed: (@Sendable () async -> [String])?
  /// Lets a person edit a file.
  package var edit: (@Sendable (_ path: String) async -> Void)?
  /// Runs a command of the shell in the foreground, with some text as its input if there is one; its exit status.
  package var shell: (@Sendable (_ command: String, _ input: String?) async -> Int32)?
  /// Asks whoever types for a line; `nil` when none comes.
  package var line: (@Sendable (_ prompt: String) async -> String?)?

  package init() {}
}
