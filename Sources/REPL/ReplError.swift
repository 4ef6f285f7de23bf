internal import Vocabulary

/// What can be wrong with what was typed, other than the question or the SQL itself.
package enum ReplError: Breakage, Hashable {
  case unknownCommand(String)
  case missingArgument(String, String)
  case strayArgument(String, String)
  case nothingYet
  case unknownRelation(String, nearest: [String])
  case unfinishedSQL
  /// A command of psql that Dragoman does not have.
  case notHere(String)
  case openQuote
  case noBackquotes
  case noIf(String)
  case openIf
  case unknownOption(String)
  case badOption(String, String, allowed: String)
  case unreadableFile(String, reason: String)
  case unwritableFile(String, reason: String)
  case notAllowed(String, setting: String)
  case needsTerminal(String)
  case badCopy(String)
  case notOneRow(Int)
  case unknownTopic(String)
  case nothingToDraw
  case tooDeep
  case badCrosstab(String)
  case noDefinition(String)

  package var code: String {
    switch self {
    case .unknownCommand: "DR001"
    case .missingArgument: "DR002"
    case .strayArgument: "DR003"
    case .nothingYet: "DR004"
    case .unknownRelation: "DR005"
    case .unfinishedSQL: "DR006"
    case .notHere: "DR007"
    case .openQuote: "DR008"
    case .noBackquotes: "DR009"
    case .noIf: "DR010"
    case .openIf: "DR011"
    case .unknownOption: "DR012"
    case .badOption: "DR013"
    case .unreadableFile: "DR014"
    case .unwritableFile: "DR015"
    case .notAllowed: "DR016"
    case .needsTerminal: "DR017"
    case .badCopy: "DR018"
    case .notOneRow: "DR019"
    case .unknownTopic: "DR020"
    case .nothingToDraw: "DR021"
    case .tooDeep: "DR022"
    case .badCrosstab: "DR023"
    case .noDefinition: "DR024"
    }
  }

  package var message: String {
    switch self {
    case .unknownCommand(let name): "there is no command \\\(name)"
    case .missingArgument(let name, let what): "\\\(name) needs \(what)"
    case .strayArgument(let name, let argument): "\\\(name) does not take \"\(argument)\""
    case .nothingYet: "nothing was asked yet"
    case .unknownRelation(let name, _): "there is no relation \"\(name)\" that this role may read"
    case .unfinishedSQL: "the input ended before the statement did"
    case .notHere(let name): "psql's \\\(name) is not to be had here"
    case .openQuote: "a quote was opened and not closed"
    case .noBackquotes: "backquotes run no commands here"
    case .noIf(let name): "\\\(name) without its \\if"
    case .openIf: "the input ended within an \\if"
    case .unknownOption(let name): "there is no option \"\(name)\""
    case .badOption(let name, let value, _): "\(name) cannot be \"\(value)\""
    case .unreadableFile(let path, let reason): "\(path) cannot be read: \(reason)"
    case .unwritableFile(let path, let reason): "\(path) cannot be written: \(reason)"
    case .notAllowed(let name, _): "\\\(name) is not allowed"
    case .needsTerminal(let name): "\\\(name) needs a terminal"
    case .badCopy(let reason): "\\copy cannot be read: \(reason)"
    case .notOneRow(let count): "\\gset needs one row, and there are \(count)"
    case .unknownTopic(let name): "there is no help on \"\(name)\""
    case .nothingToDraw: "the last rows have no numbers to draw"
    case .tooDeep: "files include each other too deeply"
    case .badCrosstab(let reason): "the rows cannot be laid out crosswise: \(reason)"
    case .noDefinition(let name): "\"\(name)\" is no view"
    }
  }

  package var hint: String? {
    switch self {
    case .unknownCommand(let name):
      Suggestion.nearest(to: name, in: MetaCommand.allCases.map(\.name), limit: 1).first.map { "Did you mean \\\($0)?" }
        ?? "\\? lists them all."
    case .missingArgument, .strayArgument: "\\? lists the commands and what they take."
    case .nothingYet: "Type a question first."
    case .unknownRelation(_, let nearest):
      nearest.isEmpty ? "\\d lists them all." : "Did you mean \(nearest.joined(separator: " or "))?"
    case .unfinishedSQL: "End it with a semicolon."
    case .notHere: "docs/repl.md tells what is different from psql."
    case .unknownOption(let name):
      Suggestion.nearest(to: name, in: DisplayOption.allCases.map(\.rawValue), limit: 1).first
        .map { "Did you mean \($0)?" } ?? "\\pset lists them all."
    case .badOption(_, _, let allowed): "It may be \(allowed)."
    case .notAllowed(_, let setting): "Set \(setting) to yes, if whoever types here may do that."
    case .badCopy: "\\copy (select …) to 'file.csv' with csv header"
    case .unknownTopic: "\\h lists the topics."
    case .nothingToDraw: "\\chart draws a column of numbers, with the text before it as labels."
    case .badCrosstab: "\\crosstabview down across values takes names or numbers of three columns."
    case .noDefinition: "\\d describes it."
    case .openQuote, .noBackquotes, .noIf, .openIf, .unreadableFile, .unwritableFile, .needsTerminal, .notOneRow,
      .tooDeep:
      nil
    }
  }
}
