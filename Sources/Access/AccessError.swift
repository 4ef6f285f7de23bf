package import Vocabulary

/// Why somebody is not let in.
package enum AccessError: Breakage, Hashable {
  case noProof
  case badProof
  case scopeMissing(Scope)
  case tooOften(retryAfter: Int)
  case tooManyAtOnce(limit: Int)
  case unknownKey(String, nearest: [String])
  case keysUnreadable(source: String, reason: String)
  case crossSite

  package var code: String {
    switch self {
    case .noProof: "DK001"
    case .badProof: "DK002"
    case .scopeMissing: "DK003"
    case .tooOften: "DK004"
    case .tooManyAtOnce: "DK005"
    case .unknownKey: "DK006"
    case .keysUnreadable: "DK007"
    case .crossSite: "DK008"
    }
  }

  package var message: String {
    switch self {
    case .noProof: "this service wants to know who asks"
    case .badProof: "the key or token is not good here"
    case .scopeMissing(let scope): "that takes the scope \(scope.rawValue)"
    case .tooOften(let seconds): "too many requests in a short time: the next one is welcome in \(seconds) s"
    case .tooManyAtOnce(let limit): "\(limit) requests of this caller are under way already"
    case .unknownKey(let id, _): "there is no key \(id)"
    case .keysUnreadable(let source, _): "the keys that tokens are verified with cannot be read from \(source)"
    case .crossSite: "a page of another site may not do that"
    }
  }

  package var detail: String? { if case .keysUnreadable(_, let reason) = self { reason } else { nil } }

  package var hint: String? {
    switch self {
    case .noProof: "Send Authorization: Bearer with a key (`dragoman keys create`) or a token, or sign in at /sign-in."
    case .badProof: "It may have expired or been revoked; `dragoman keys list` shows which keys are good."
    case .scopeMissing: "Ask for a key with that scope (`dragoman keys create --scope`)."
    case .tooOften, .tooManyAtOnce: "Wait as Retry-After says; serve.rate and serve.per-caller set the limits."
    case .unknownKey(_, let nearest):
      nearest.first.map { "Did you mean \($0)?" } ?? "`dragoman keys list` shows them."
    case .keysUnreadable: "serve.jwks names a file or URL with a JSON Web Key Set."
    case .crossSite: nil
    }
  }
}
