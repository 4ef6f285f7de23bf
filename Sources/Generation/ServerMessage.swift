internal import Vocabulary

/// What a server says about its own failure, made safe to show: one line, cut to length.
enum ServerMessage {
  private static let limit = 300
  /// Where servers put the sentence.
  private static let places = [["error", "message"], ["error"], ["message"], ["detail"]]

  /// The sentence in a body.
  static func text(of body: [UInt8]) -> String? {
    guard !body.isEmpty else { return nil }
    if let page = JSONValue(body.prefix(64 << 10)) {
      return text(of: page)
    }
    return excerpt(of: body)
  }

  static func text(of page: JSONValue) -> String? {
    for place in places {
      if let text = page.value(at: place)?.text { return excerpt(of: text.utf8) }
    }
    return page.text.map { excerpt(of: $0.utf8) }
  }

  /// The beginning of a text, in one line of printable characters.
  static func excerpt(of bytes: some Sequence<UInt8>) -> String {
    let text = String(decoding: Array(bytes.prefix(limit * 4)), as: UTF8.self)
    let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isPrintable ? $0 : " " }))
    let cut = line.prefix(limit)
    return cut.count < line.count ? cut + "…" : String(cut)
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isPrintable: Bool {
    switch generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .unassigned: false
    default: true
    }
  }
}
