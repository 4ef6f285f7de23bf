internal import Vocabulary

/// What can break while a validated statement runs. That a statement is not allowed is a finding and never comes this way.
package enum SafeExecutionError: Breakage, Hashable {
  /// The statement ran longer than allowed.
  case timedOut(milliseconds: Int)
  /// The server stopped the statement for a reason that lies in the statement or the data.
  case failed(sqlState: String, message: String)
  /// The session is not what it was made to be.
  case unpinned(setting: String, expected: String, actual: String)

  package var code: String {
    switch self {
    case .timedOut: "DX001"
    case .failed(let sqlState, _): sqlState
    case .unpinned: "DX002"
    }
  }

  package var message: String {
    switch self {
    case .timedOut(let milliseconds): "The query took longer than \(milliseconds) ms and was stopped."
    case .failed(_, let message): message
    case .unpinned(let setting, let expected, let actual):
      "The session's \(setting) is \(actual) and not \(expected), so that nothing was run."
    }
  }

  package var hint: String? {
    switch self {
    case .timedOut: "Ask for less, or raise the statement timeout."
    case .failed: nil
    case .unpinned: "Connect to the server itself; a connection pooler in between may drop the settings."
    }
  }
}
