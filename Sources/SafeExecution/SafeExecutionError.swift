package import Vocabulary

/// What can break while a validated statement runs. That a statement is not allowed is a finding and never comes this way.
package enum SafeExecutionError: Breakage, Hashable {
  /// The statement ran longer than allowed.
  case timedOut(milliseconds: Int)
  /// The server stopped the statement for a reason that lies in the statement or the data.
  /// Its message is without values of the data; the complaint, which is not, is for the audit log alone.
  case failed(sqlState: String, message: String, complaint: ServerComplaint)
  /// The session is not what it was made to be.
  case unpinned(setting: String, expected: String, actual: String)
  /// The login role may not become the role that the principal's statements run as.
  case roleNotTaken(String)

  /// What the server said, word for word.
  package var complaint: ServerComplaint? {
    if case .failed(_, _, let complaint) = self { complaint } else { nil }
  }

  package var code: String {
    switch self {
    case .timedOut: "DX001"
    case .failed(let sqlState, _, _): sqlState
    case .unpinned: "DX002"
    case .roleNotTaken: "DX003"
    }
  }

  package var message: String {
    switch self {
    case .timedOut(let milliseconds): "The query took longer than \(milliseconds) ms and was stopped."
    case .failed(_, let message, _): message
    case .unpinned(let setting, let expected, let actual):
      "The session's \(setting) is \(actual) and not \(expected), so that nothing was run."
    case .roleNotTaken(let role): "The login role may not become \(role), so that nothing was run."
    }
  }

  package var hint: String? {
    switch self {
    case .timedOut: "Ask for less, or raise the statement timeout."
    case .failed: nil
    case .unpinned: "Connect to the server itself; a connection pooler in between may drop the settings."
    case .roleNotTaken(let role): "GRANT \(SQLText.identifier(role)) TO the login role; `dragoman harden` prints it."
    }
  }
}
