internal import Vocabulary

/// Why an HTTP exchange did not come to its end. A status of 400 or 500 is an answer, not an error.
package enum CurlError: Breakage, Hashable {
  case invalidRequest(String)
  case unknownHost(url: String)
  /// Nobody listens there, or the network does not lead there; nothing was sent.
  case refused(url: String, reason: String)
  case timedOut(url: String, connecting: Bool)
  case cancelled
  case insecure(url: String, reason: String)
  case tooLarge(limit: Int)
  /// The connection ended too early. `anyBytes` tells whether a part of the answer had come.
  case connectionLost(url: String, reason: String, anyBytes: Bool)
  case failed(url: String, reason: String)

  package var code: String {
    switch self {
    case .invalidRequest: "DG001"
    case .unknownHost: "DG002"
    case .refused: "DG003"
    case .timedOut: "DG004"
    case .cancelled: "DG005"
    case .insecure: "DG006"
    case .tooLarge: "DG007"
    case .connectionLost: "DG008"
    case .failed: "DG009"
    }
  }

  package var message: String {
    switch self {
    case .invalidRequest(let what): "the HTTP request cannot be sent: \(what)"
    case .unknownHost(let url): "the host of \(url) is not known"
    case .refused(let url, _): "no connection to \(url)"
    case .timedOut(let url, true): "no connection to \(url) in time"
    case .timedOut(let url, false): "no complete answer from \(url) in time"
    case .cancelled: "the request was cancelled"
    case .insecure(let url, _): "no trustworthy connection to \(url)"
    case .tooLarge(let limit): "the answer is longer than \(limit) bytes"
    case .connectionLost(let url, _, _): "the connection to \(url) ended too early"
    case .failed(let url, _): "the exchange with \(url) failed"
    }
  }

  package var detail: String? {
    switch self {
    case .refused(_, let reason), .insecure(_, let reason), .connectionLost(_, let reason, _), .failed(_, let reason):
      reason
    default: nil
    }
  }

  package var hint: String? {
    switch self {
    case .unknownHost: "Check the host name in the address."
    case .refused: "Check that the server runs and that the port is right."
    case .insecure: "The server's certificate must be signed by an authority that this machine trusts."
    default: nil
    }
  }
}
