/// In what form the asker takes an answer.
enum ReplyForm: String, CaseIterable {
  case json = "application/json"
  case csv = "text/csv"
  case ndjson = "application/x-ndjson"
  case events = "text/event-stream"

  /// The form that an Accept header likes best; JSON where it does not care.
  init(accept: String?) throws(HTTPServiceError) {
    guard let accept, !accept.allSatisfy(\.isWhitespace) else {
      self = .json
      return
    }
    var best: (form: ReplyForm, quality: Double)?
    for form in Self.allCases {
      let quality = Self.quality(of: form.ranges, in: accept)
      if quality > (best?.quality ?? 0) { best = (form, quality) }
    }
    guard let best else { throw .notAcceptable(String(accept.prefix(100))) }
    self = best.form
  }

  /// What an Accept header may call it, most specific first.
  private var ranges: [String] {
    [rawValue, String(rawValue.prefix { $0 != "/" }) + "/*", "*/*"]
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
