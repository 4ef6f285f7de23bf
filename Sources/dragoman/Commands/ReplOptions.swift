import ArgumentParser
import REPL

/// What psql's users expect of the command line.
struct ReplOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("command")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Work off a line, a question or SQL; may be repeated.", valueName: "text"))
  var command: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("file")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Work off a file, - for standard input; may be repeated.", valueName: "file"))
  var file: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Rows into a file, or | and a command.", valueName: "file"))
  var output: String?

  @Flag(name: [.customShort("X"), .customLong("no-rc")], help: "Leave out .dragomanrc.")
  var noRc = false

  @Option(
    name: [.customShort("v"), .customLong("variable")],
    help: ArgumentHelp("Set a variable; may be repeated.", valueName: "name=value"))
  var variable: [String] = []

  @Flag(name: .shortAndLong, help: "Say only what was asked for.")
  var quiet = false

  @Flag(name: [.customShort("A"), .customLong("no-align")], help: "Unaligned rows.")
  var noAlign = false

  @Flag(name: .long, help: "Rows as CSV.")
  var csv = false

  @Flag(name: .shortAndLong, help: "Rows only, without headers and counts.")
  var tuplesOnly = false

  @Flag(name: [.customShort("x"), .customLong("expanded")], help: "One value a line.")
  var expanded = false

  @Option(
    name: [.customShort("F"), .customLong("field-separator")], parsing: .unconditional,
    help: ArgumentHelp("Between the values of unaligned rows.", valueName: "text"))
  var fieldSeparator: String?

  @Option(
    name: [.customShort("R"), .customLong("record-separator")], parsing: .unconditional,
    help: ArgumentHelp("Between unaligned rows.", valueName: "text"))
  var recordSeparator: String?

  @Option(
    name: [.customShort("P"), .customLong("pset")],
    help: ArgumentHelp("As \\pset does; may be repeated.", valueName: "option=value"))
  var pset: [String] = []

  var scripts: [ReplTerminal.Script] { command.map { .text($0) } + file.map { .file($0) } }

  /// The variables of `-v`; a name alone sets an empty one.
  var variables: [(String, String)] { variable.map(Self.pair) }

  /// How the session behaves under these options.
  func session(_ settings: Settings) throws -> ReplSession.Options {
    var options = ReplSession.Options()
    options.isInteractive = ReplTerminal.isInteractive && scripts.isEmpty
    options.isColoured = options.isInteractive && ReplTerminal.isColoured
    options.allowsShell = settings.isOn(.replShell)
    options.allowsRoles = settings.isOn(.replRoles)
    options.allowsDatabases = settings.isOn(.replDatabases)
    options.display.isQuiet = quiet || !options.isInteractive
    if noAlign { options.display.style.format = .unaligned }
    if csv { options.display.style.format = .csv }
    options.display.style.tuplesOnly = tuplesOnly
    if expanded { options.display.style.expanded = .on }
    if let fieldSeparator { options.display.style.fieldSeparator = fieldSeparator }
    if let recordSeparator { options.display.style.recordSeparator = recordSeparator }
    for (name, value) in pset.map(Self.pair) { try options.display.set(name, value.isEmpty ? nil : value) }
    return options
  }

  private static func pair(_ text: String) -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }
}
