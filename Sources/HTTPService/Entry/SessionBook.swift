internal import HTTPTypes
internal import Hummingbird
internal import Vocabulary

/// Who signed in with a browser. What was proved then is proved again at each request, so that a revoked key ends its
/// sessions too. Sessions end with the process.
actor SessionBook {
  static let cookie = "dragoman_session"
  static let lifetime = 43_200

  private let isSecure: Bool
  private var sessions: [String: (proof: String, endsAt: ContinuousClock.Instant)] = [:]

  /// Sessions that are kept; the oldest make room.
  private static let most = 5_000

  /// - Parameter isSecure: whether browsers reach this service by TLS.
  init(isSecure: Bool) { self.isSecure = isSecure }

  /// Opens a session and gives the cookie for it.
  func open(_ proof: String) -> String {
    sessions = sessions.filter { $0.value.endsAt > .now }
    if sessions.count >= Self.most, let oldest = sessions.min(by: { $0.value.endsAt < $1.value.endsAt }) {
      sessions[oldest.key] = nil
    }
    let name = QuestionID().description + QuestionID().description + QuestionID().description
    sessions[name] = (proof, .now + .seconds(Self.lifetime))
    return cookie(name, Self.lifetime)
  }

  /// Ends the session of a request and gives the cookie that says so.
  func close(_ request: Request) -> String {
    if let name = Self.name(request) { sessions[name] = nil }
    return cookie("", 0)
  }

  func proof(of request: Request) -> String? {
    guard let name = Self.name(request), let session = sessions[name], session.endsAt > .now else { return nil }
    return session.proof
  }

  private func cookie(_ name: String, _ age: Int) -> String {
    "\(Self.cookie)=\(name); HttpOnly; SameSite=Strict; Path=/; Max-Age=\(age)" + (isSecure ? "; Secure" : "")
  }

  private static func name(_ request: Request) -> String? {
    for part in (request.headers[.cookie] ?? "").split(separator: ";") {
      let halves = part.split(separator: "=", maxSplits: 1)
      if halves.count == 2, String(halves[0]).trimmed == cookie { return String(halves[1]).trimmed }
    }
    return nil
  }
}
