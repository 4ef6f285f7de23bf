extension MetaCommand {
  /// What may follow the name.
  var argument: String? {
    switch self {
    case .ask: "question"
    case .sql: "[edit|run]"
    case .why, .audit: "[id]"
    case .chart: "[column]"
    case .fix: "[SQL]"
    case .reject: "reason"
    case .review, .history: "[count]"
    case .model: "[name]"
    case .tune: "[options]"
    case .describe, .tables, .views, .materializedViews, .foreignTables, .keys, .schemas, .functions, .aggregates,
      .types,
      .domains, .partitioned, .privileges, .roles, .databases:
      "[pattern]"
    case .viewSource: "view"
    case .expanded: "[on|off|auto]"
    case .tuplesOnly, .timing: "[on|off]"
    case .separator: "[text]"
    case .title: "[text]"
    case .pset: "[option [value]]"
    case .go, .goExpanded: "[(options)] [file]"
    case .crosstab: "[columns]"
    case .prompt: "[text] name"
    case .encoding: "[UTF8]"
    case .gset: "[prefix]"
    case .watch: "[seconds]"
    case .edit, .out, .typed: "[file]"
    case .include, .includeBeside, .write: "file"
    case .copy: "(query) to file"
    case .set: "[name [value]]"
    case .unset: "name"
    case .when, .elseWhen: "condition"
    case .echo, .qecho, .warn: "[text]"
    case .folder: "[folder]"
    case .shell: "[command]"
    case .connect: "[database]"
    case .sqlHelp: "[name]"
    case .nextCandidate, .forget, .approve, .explain, .again, .align, .print, .reset, .gexec, .gdesc, .otherwise,
      .endWhen, .connection,
      .help,
      .quit:
      nil
    }
  }

  /// One line of help.
  var summary: String {
    switch self {
    case .ask: "ask, whatever the words look like"
    case .sql: "the last SQL: show it, edit and run it, or run it again"
    case .why: "how the last answer came about, or why there was none"
    case .explain: "the plan's cost and what the last statement reads, without running it"
    case .again: "ask the last question again"
    case .nextCandidate: "the last question's next candidate"
    case .forget: "the next question leans on none before it"
    case .chart: "the last rows as bars"
    case .approve: "the last answer was right: keep it as an example"
    case .fix: "the SQL that would have been right, or edit the last; it is run before it is kept"
    case .reject: "the last answer was wrong"
    case .review: "work the queue of what waits for review"
    case .audit: "what the audit log holds of the last question"
    case .history: "the questions that were asked last, with their ids"
    case .model: "the models, or answer with another one"
    case .tune: "train a model for this database, and watch"
    case .describe: "list the relations, or describe one; + for more"
    case .tables: "list the tables"
    case .views: "list the views"
    case .materializedViews: "list the materialized views"
    case .foreignTables: "list the foreign tables"
    case .keys: "list the primary and unique keys"
    case .schemas: "list the schemas"
    case .functions: "list the functions"
    case .aggregates: "list the aggregate functions"
    case .types: "list the types"
    case .domains: "list the domains"
    case .partitioned: "list the partitioned tables"
    case .privileges: "what this role may do to each relation, and its row-security policies"
    case .viewSource: "a view's definition; + numbers its lines"
    case .databases: "this database; all of the server's, if repl.databases allows"
    case .roles: "list the roles, if repl.roles allows"
    case .expanded: "rows one value a line, or as tables again"
    case .align: "aligned tables, or unaligned ones"
    case .tuplesOnly: "rows only, without headers and counts"
    case .separator: "what separates the values of unaligned rows"
    case .title: "a title above the tables that follow"
    case .pset: "how results look: every option, or one"
    case .timing: "show how long each stage took"
    case .go: "run the SQL typed so far, or the last again; rows into a file, if it is named; options as for \\pset"
    case .goExpanded: "the same, one value a line"
    case .gset: "run it and keep the row's values as variables"
    case .gexec: "run it, and then each of its values as a statement of its own"
    case .gdesc: "the names and types of its columns, without its rows"
    case .crosstab: "run it and lay its rows out crosswise: down, across, values, order across"
    case .watch: "run it every 2 seconds, or so many, until Ctrl-C"
    case .print: "show the SQL typed so far, or the last"
    case .reset: "forget the SQL typed so far"
    case .edit: "edit the SQL typed so far, or the last, or a file"
    case .write: "write the SQL typed so far, or the last, into a file"
    case .out: "rows into a file from now on, or here again"
    case .include: "work off a file"
    case .includeBeside: "the same, beside the file that says so"
    case .copy: "rows into a file as COPY writes them; with csv, header, delimiter, null"
    case .typed: "what was typed, here or into a file"
    case .set: "set a variable; :name, :'name' and :\"name\" stand for it"
    case .unset: "forget a variable"
    case .when: "what follows counts only if the condition holds"
    case .elseWhen: "else if this condition holds"
    case .otherwise: "if none did"
    case .endWhen: "the end of the condition"
    case .echo: "write a text"
    case .qecho: "write a text where the rows go"
    case .warn: "write a text to standard error"
    case .prompt: "ask whoever types for a variable's value"
    case .folder: "work in another folder"
    case .shell: "run a command of the shell, if repl.shell allows"
    case .connect: "connect anew, or to another database"
    case .connection: "where this session is connected, and as whom"
    case .encoding: "the encoding of what is shown: always UTF8"
    case .help: "this list"
    case .sqlHelp: "what SQL may be typed here"
    case .quit: "leave (Ctrl-D does, too)"
    }
  }

  private static let groups: [(title: String, first: MetaCommand)] = [
    ("Asking", .ask), ("Judging", .approve), ("Looking around", .describe), ("How results look", .expanded),
    ("Statements and files", .go), ("Scripts", .set), ("The session", .connect),
  ]

  var usage: String { "\\\(name)" + (argument.map { " \($0)" } ?? "") }

  /// A text in lines that fit.
  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  static var helpPage: String {
    let width = allCases.map(\.usage.count).max() ?? 0
    var lines: [String] = []
    for command in allCases {
      if let group = groups.first(where: { $0.first == command }) { lines += ["", group.title] }
      let blanks = String(repeating: " ", count: width - command.usage.count + 2)
      let start = "  " + command.usage + blanks
      for (number, part) in wrapped(command.summary, width: 79 - start.count).enumerated() {
        lines.append((number == 0 ? start : String(repeating: " ", count: start.count)) + part)
      }
    }
    return """
      Plain words are a question. SQL starts with SELECT, WITH, VALUES or TABLE and
      ends with a semicolon. Ctrl-C gives up what is typed or running; Tab completes;
      Ctrl-R searches what was typed.
      \(lines.joined(separator: "\n"))

      """
  }
}
