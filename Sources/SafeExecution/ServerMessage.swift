internal import Postgres
internal import Vocabulary

/// What of a server's error may be told. Errors about names and types pass; errors about values repeat the data, so that
/// only what happened is said.
enum ServerMessage {
  static func cleaned(_ fault: ServerFault) -> String {
    if let sentence = sentences[fault.sqlState] { return sentence }
    switch fault.sqlState.prefix(2) {
    // Syntax and access: the message speaks of the statement's own names.
    case "42", "0A", "3F": return fault.message
    case "22": return "A value does not fit the operation (data exception)."
    case "21": return "A sub-query that must give one value gave several rows."
    case "53": return "The server ran out of a resource."
    case "54": return "The statement exceeds a limit of the server."
    case "57": return "The server stopped the statement."
    case "25": return "The statement tried to change something inside a read-only transaction."
    default: return "The server refused the statement."
    }
  }

  /// A hint that speaks of types; others name columns and relations whether or not the role may know of them.
  static func cleanedHint(_ fault: ServerFault) -> String? {
    ["42883", "42725", "42804", "42846"].contains(fault.sqlState) ? fault.hint : nil
  }

  private static let sentences: [String: String] = [
    "42501": "The statement needs something that the role may not read or run.",
    "22P02": "A text cannot be read as a value of the type that it is compared with or cast to.",
    "22012": "Division by zero.", "22003": "A number is out of range.",
    "22007": "A text cannot be read as a date or time.", "22008": "A date or time is out of range.",
    "21000": "A sub-query that must give one value gave several rows.",
    "57014": "The statement took too long and was stopped.", "22P05": "A character has no place in the encoding.",
    "22021": "The text is not valid in the server's encoding.", "2201B": "A regular expression is not valid.",
    "22025": "A LIKE pattern ends in its escape character.", "2202E": "An array subscript is wrong.",
    "22023": "A parameter of a function has a value that it does not take.",
    "53100": "The server's disk is full.", "53200": "The server ran out of memory.",
    "53400": "The statement needs more temporary space than allowed.",
  ]
}

extension ServerFault {
  /// The fault word for word, for the audit log.
  var complaint: ServerComplaint {
    ServerComplaint(sqlState: sqlState, message: message, detail: detail, hint: hint)
  }
}
