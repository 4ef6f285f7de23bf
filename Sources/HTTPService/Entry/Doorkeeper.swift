internal import Access
internal import Auditing
internal import HTTPTypes
internal import Hummingbird
internal import Vocabulary

/// Asks who is there, and lets in whoever may do what they came for.
struct Doorkeeper: Sendable {
  let keys: KeyRing?
  let tokens: TokenVerifier?
  let sessions: SessionBook
  /// Whoever comes where nobody is asked for proof.
  let local: Principal
  let refusals: RefusalBook

  /// Whether proof is asked for.
  var asks: Bool { keys != nil || tokens != nil }

  /// Who is there; refusals are in the audit log.
  ///
  /// - Parameter scope: what they came for; `nil` for what is open to all that are known.
  func admit(_ request: Request, to scope: Scope?) async throws -> Caller {
    var known: Principal?
    do {
      try Self.checkSite(request)
      guard asks else { return .local(local) }
      let caller = try await caller(at: request)
      known = caller.principal
      if let scope, !caller.scopes.contains(scope) { throw AccessError.scopeMissing(scope) }
      return caller
    } catch let error as AccessError {
      await refusals.note(error, request, known)
      throw error
    }
  }

  /// Whose proof this is.
  func caller(_ proof: String?) async throws -> Caller {
    guard let proof else { throw AccessError.noProof }
    // A token of ours begins with a word that no JSON Web Token does.
    if proof.hasPrefix("dragoman_") {
      guard let keys else { throw AccessError.badProof }
      return try await keys.caller(showing: proof)
    }
    guard let tokens else { throw AccessError.badProof }
    return try await tokens.caller(showing: proof)
  }

  private func caller(at request: Request) async throws -> Caller {
    if let header = request.headers[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw AccessError.badProof }
      return try await caller(String(parts[1]).trimmed)
    }
    guard let cookie = SessionCookie.value(in: request) else { throw AccessError.noProof }
    let caller = try await sessions.caller(showing: cookie)
    // What is taken for proof no longer ends the sessions that it opened.
    switch caller.proof {
    case .key where keys == nil, .token where tokens == nil: throw AccessError.badProof
    default: return caller
    }
  }

  /// A foreign page can have a browser send what needs no leave; it cannot hide where that came from.
  private static func checkSite(_ request: Request) throws(AccessError) {
    guard request.method != .get, request.method != .head else { return }
    if let site = request.headers[.fetchSite], site != "same-origin", site != "none" { throw .crossSite }
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
