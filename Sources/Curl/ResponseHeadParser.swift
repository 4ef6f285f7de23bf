/// Puts an answer's head together from its lines; heads of status 1xx are passed over.
struct ResponseHeadParser {
  private var status: Int?
  private var headers: [HTTPHeader] = []

  /// Takes one line with its line end; gives the head when the line is the empty one that closes it.
  mutating func feed(_ bytes: some Collection<UInt8>) -> HTTPResponseHead? {
    let line = String(decoding: bytes, as: UTF8.self).trimmingLineEnd()
    if line.hasPrefix("HTTP/") {
      let parts = line.split(separator: " ", maxSplits: 2)
      status = parts.count > 1 ? Int(parts[1]) : nil
      headers = []
      return nil
    }
    if line.isEmpty {
      guard let status, status >= 200 else { return nil }
      self.status = nil
      return HTTPResponseHead(status: status, headers: headers)
    }
    if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append(HTTPHeader(String(line[..<colon]), String(value)))
    }
    return nil
  }
}

extension String {
  fileprivate func trimmingLineEnd() -> Substring {
    var text = self[...]
    while let last = text.last, last.isNewline { text.removeLast() }
    return text
  }
}
