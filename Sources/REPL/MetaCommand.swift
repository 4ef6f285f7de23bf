/// Every backslash command; `docs/repl.md` lists them, and a test says so.
enum MetaCommand: String, CaseIterable {
  case help = "?"
  case quit = "q"
  case describe = "d"
  case expanded = "x"
  case timing
  case ask
  case sql
  case why
  case approve = "ok"
  case reject = "bad"
  case fix
  case go = "g"
  case print = "p"
  case reset = "r"

  var name: String { rawValue }

  /// What may follow the name.
  var argument: String? {
    switch self {
    case .describe: "[name]"
    case .expanded, .timing: "[on|off]"
    case .ask: "question"
    case .reject: "reason"
    case .fix: "SQL"
    default: nil
    }
  }

  /// One line of help.
  var summary: String {
    switch self {
    case .help: "this list"
    case .quit: "leave (Ctrl-D does, too)"
    case .describe: "list the relations, or describe one"
    case .expanded: "rows one value a line, or as tables again"
    case .timing: "show how long each stage took"
    case .ask: "ask, whatever the words look like"
    case .sql: "the last SQL"
    case .why: "how the last answer came about, or why there was none"
    case .approve: "the last answer was right: keep it as an example"
    case .reject: "the last answer was wrong"
    case .fix: "the SQL that would have been right; it is run before it is kept"
    case .go: "run the SQL typed so far"
    case .print: "show the SQL typed so far"
    case .reset: "forget the SQL typed so far"
    }
  }

  /// Reads a line that starts with a backslash.
  static func read(_ line: String) throws(ReplError) -> (command: MetaCommand, argument: String) {
    let body = line.drop { $0.isWhitespace }.dropFirst()
    let name = body.prefix { !$0.isWhitespace }
    var argument = body.dropFirst(name.count).drop { $0.isWhitespace }
    while argument.last?.isWhitespace == true { argument.removeLast() }
    guard let command = MetaCommand(rawValue: String(name)) else { throw .unknownCommand(String(name.prefix(40))) }
    if command.argument == nil, !argument.isEmpty { throw .strayArgument(command.name, String(argument.prefix(40))) }
    return (command, String(argument))
  }

  /// What a switch becomes.
  func switched(_ current: Bool, by argument: String) throws(ReplError) -> Bool {
    switch argument.lowercased() {
    case "": !current
    case "on": true
    case "off": false
    default: throw .strayArgument(name, String(argument.prefix(40)))
    }
  }

  static var helpPage: String {
    let usages = allCases.map { "\\\($0.name)" + ($0.argument.map { " \($0)" } ?? "") }
    let width = usages.map(\.count).max() ?? 0
    let lines = zip(usages, allCases).map { usage, command in
      "  " + usage + String(repeating: " ", count: width - usage.count + 2) + command.summary
    }
    return """
      Plain words are a question. SQL starts with SELECT, WITH, VALUES or TABLE and ends with a semicolon.
      Ctrl-C gives up what is typed or running.

      \(lines.joined(separator: "\n"))

      """
  }
}
