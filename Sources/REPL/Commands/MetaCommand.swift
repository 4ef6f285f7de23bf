/// Every backslash command; `docs/repl.md` lists them, and a test says so.
enum MetaCommand: String, CaseIterable {
  // Asking.
  case ask, sql, why, explain, again
  case nextCandidate = "n"
  case forget
  case chart
  // Judging.
  case approve = "ok"
  case fix
  case reject = "bad"
  case review, audit, history, model, tune
  // Looking around.
  case describe = "d"
  case tables = "dt"
  case views = "dv"
  case materializedViews = "dm"
  case foreignTables = "dE"
  case keys = "di"
  case schemas = "dn"
  case functions = "df"
  case aggregates = "da"
  case types = "dT"
  case domains = "dD"
  case partitioned = "dP"
  case privileges = "dp"
  case viewSource = "sv"
  case roles = "du"
  case databases = "l"
  // How results look.
  case expanded = "x"
  case align = "a"
  case tuplesOnly = "t"
  case separator = "f"
  case title = "C"
  case pset, timing
  // The statement under way, and where rows go.
  case go = "g"
  case goExpanded = "gx"
  case gset, gexec, gdesc
  case crosstab = "crosstabview"
  case watch
  case print = "p"
  case reset = "r"
  case edit = "e"
  case write = "w"
  case out = "o"
  case include = "i"
  case includeBeside = "ir"
  case copy
  case typed = "s"
  // Scripts.
  case set, unset
  case when = "if"
  case elseWhen = "elif"
  case otherwise = "else"
  case endWhen = "endif"
  case echo, qecho, warn, prompt
  case folder = "cd"
  case shell = "!"
  // The session.
  case connect = "c"
  case connection = "conninfo"
  case encoding
  case help = "?"
  case sqlHelp = "h"
  case quit = "q"

  var name: String { rawValue }

  /// Longer names that psql's users know.
  private static let aliases: [String: MetaCommand] = [
    "quit": .quit, "print": .print, "reset": .reset, "include": .include, "include_relative": .includeBeside,
    "connect": .connect, "edit": .edit, "write": .write, "out": .out, "help": .sqlHelp, "dg": .roles,
    "dtvm": .describe, "next": .nextCandidate,
    "list": .databases, "z": .privileges,
  ]

  /// Commands of psql that would do here what a read-only gate never does, or that nobody has missed so far.
  static let missing: Set<String> = [
    "bind", "dA", "db", "dc", "dC", "dd", "ddp", "det", "deu", "des", "dew", "dF", "dFd", "dFp", "dFt", "dl", "dL",
    "do",
    "dO", "drds", "dRp", "dRs", "ds", "dx", "dX", "dy", "ef", "errverbose", "ev", "H", "html", "lo_export", "lo_import",
    "lo_list", "lo_unlink", "password", "setenv", "sf", "T", "copyright", "getenv",
  ]

  /// Those that count inside a branch that does not.
  var isCondition: Bool { [.when, .elseWhen, .otherwise, .endWhen].contains(self) }

  /// A command by its name, and what stands behind it: `+` for more, `S`, which is ignored, since system objects are
  /// not in the snapshot.
  static func named(_ typed: String) throws(ReplError) -> (command: MetaCommand, wantsMore: Bool) {
    if let command = MetaCommand(rawValue: typed) ?? aliases[typed] { return (command, false) }
    if let first = typed.first, "dlsz".contains(first) {
      let bare = typed.filter { $0 != "+" && $0 != "S" }
      let wantsMore = typed.contains("+")
      if let command = MetaCommand(rawValue: bare) ?? aliases[bare] { return (command, wantsMore) }
    }
    if missing.contains(typed.filter { $0 != "+" && $0 != "S" }) || missing.contains(typed) {
      throw .notHere(String(typed.prefix(40)))
    }
    throw .unknownCommand(String(typed.prefix(40)))
  }
}
