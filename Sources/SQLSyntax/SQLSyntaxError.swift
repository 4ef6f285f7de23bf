internal import Vocabulary

/// Why a text could not be parsed.
package enum SQLSyntaxError: Breakage, Equatable {
  /// The grammar refuses the text; `position` is an offset in UTF-8 bytes.
  case syntax(message: String, position: Int?)
  case tooLong(bytes: Int, limit: Int)
  case tooManyTokens(Int, limit: Int)
  case tooDeep(limit: Int)
  /// C reads a text up to its first NUL byte.
  case nulByte(position: Int)
  /// So long a run of operator characters that cutting it into tokens would take seconds.
  case operatorRun(position: Int)
  /// The parser gave a tree that this program does not understand.
  case malformedTree

  package var code: String {
    switch self {
    case .syntax: "42601"
    case .tooLong: "DS001"
    case .tooManyTokens: "DS002"
    case .tooDeep: "DS003"
    case .nulByte: "DS004"
    case .malformedTree: "DS005"
    case .operatorRun: "DS006"
    }
  }

  package var message: String {
    switch self {
    case .syntax(let message, _): message
    case .tooLong(let bytes, let limit): "The statement has \(bytes) bytes; the limit is \(limit)."
    case .tooManyTokens(let count, let limit): "The statement has \(count) tokens; the limit is \(limit)."
    case .tooDeep(let limit): "The statement nests deeper than \(limit) levels."
    case .nulByte: "The statement contains a NUL byte."
    case .operatorRun: "The statement contains too many operator characters in a row."
    case .malformedTree: "The parser's answer was not understood."
    }
  }

  package var hint: String? {
    switch self {
    case .syntax: nil
    case .tooLong, .tooManyTokens: "Ask for less in one statement."
    case .tooDeep: "Replace long chains of operators by a list (IN, array, VALUES)."
    case .nulByte: "Remove the byte."
    case .operatorRun: "Leave out the decoration."
    case .malformedTree: "Install the libpg_query that Dragoman was built with."
    }
  }

  /// Where in the statement, in UTF-8 bytes.
  package var position: Int? {
    switch self {
    case .syntax(_, let position): position
    case .nulByte(let position), .operatorRun(let position): position
    case .tooLong, .tooManyTokens, .tooDeep, .malformedTree: nil
    }
  }
}
