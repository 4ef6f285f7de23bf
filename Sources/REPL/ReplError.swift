internal import Vocabulary

/// What can be wrong with what was typed, other than the question or the SQL itself.
package enum ReplError: Breakage, Hashable {
  case unknownCommand(String)
  case missingArgument(String, String)
  case strayArgument(String, String)
  case nothingYet
  case unknownRelation(String, nearest: [String])
  case unfinishedSQL

  package var code: String {
    switch self {
    case .unknownCommand: "DR001"
    case .missingArgument: "DR002"
    case .strayArgument: "DR003"
    case .nothingYet: "DR004"
    case .unknownRelation: "DR005"
    case .unfinishedSQL: "DR006"
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
    }
  }
}
