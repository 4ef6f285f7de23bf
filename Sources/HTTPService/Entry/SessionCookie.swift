internal import Access
internal import HTTPTypes
internal import Hummingbird

/// What a browser that is signed in shows: out of reach for scripts and for other sites.
enum SessionCookie {
  static let name = "dragoman_session"

  /// The header that has a browser keep it; one that drops it where there is no value.
  ///
  /// - Parameter isSecure: whether browsers reach this service by TLS.
  static func header(_ value: String?, isSecure: Bool) -> String {
    let age = value == nil ? 0 : SessionBook.lifetime
    return "\(name)=\(value ?? ""); HttpOnly; SameSite=Strict; Path=/; Max-Age=\(age)" + (isSecure ? "; Secure" : "")
  }

  /// What the browser shows; `nil` where that is nothing.
  static func value(in request: Request) -> String? {
    for part in (request.headers[.cookie] ?? "").split(separator: ";") {
      let halves = part.split(separator: "=", maxSplits: 1)
      if halves.count == 2, String(halves[0]).trimmed == name { return String(halves[1]).trimmed }
    }
    return nil
  }
}
