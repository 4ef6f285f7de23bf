/// In what form the asker takes an answer.
enum ReplyForm {
  case json, csv

  /// The form that an Accept header likes best; JSON where it does not care.
  init(accept: String?) throws(HTTPServiceError) {
    guard let accept, !accept.allSatisfy(\.isWhitespace) else {
      self = .json
      return
    }
    let json = Self.quality(of: ["application/json", "application/*", "*/*"], in: accept)
    let csv = Self.quality(of: ["text/csv", "text/*", "*/*"], in: accept)
    guard max(json, csv) > 0 else { throw .notAcceptable(String(accept.prefix(100))) }
    self = csv > json ? .csv : .json
  }

  /// How welcome a type is, 0 to 1: its most specific range decides.
  private static func quality(of ranges: [String], in accept: String) -> Double {
    var found: [String: Double] = [:]
    for part in accept.lowercased().split(separator: ",") {
      let fields = part.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      guard let range = fields.first else { continue }
      let quality = fields.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
      found[range] = min(1, max(0, quality ?? 1))
    }
    return ranges.lazy.compactMap { found[$0] }.first ?? 0
  }
}
