/// An address that only this machine can reach.
struct LoopbackAddress {
  /// The number that is listened on: what `localhost` means is up to a file that others may write.
  let bound: String

  /// `nil` for any other host.
  init?(_ host: String) {
    switch host.lowercased() {
    case "127.0.0.1", "localhost": bound = "127.0.0.1"
    case "::1", "[::1]": bound = "::1"
    default: return nil
    }
  }

  /// Whether a Host header names this machine.
  ///
  /// A page of a foreign site can have its own name resolve to the loopback address; its requests still carry that name.
  static func isNamed(by authority: String?) -> Bool {
    guard var host = authority else { return false }
    if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
      guard host[host.index(after: colon)...].allSatisfy(\.isASCIIDigit) else { return false }
      host = String(host[..<colon])
    }
    return host.hasPrefix("[") || !host.utf8.contains(UInt8(ascii: ":")) ? LoopbackAddress(host) != nil : false
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
