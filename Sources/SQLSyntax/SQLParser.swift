internal import CPGQuery
internal import Foundation

/// Parses SQL with PostgreSQL's own grammar; all but short texts on a thread whose stack fits every text below the caps.
package actor SQLParser {
  /// Texts up to this many bytes are parsed.
  package static let byteLimit = 64 << 10
  /// Texts up to this many tokens are parsed.
  package static let tokenLimit = 16 << 10
  /// Texts up to this many bytes need no deep stack (see `DeepThread`: less than 200 kB), and no change of threads.
  private static let shortLimit = 1 << 10
  /// Trees up to this many nested nodes are given out, so that walking one and freeing it need no deep stack.
  package static let depthLimit = 400

  /// The process's parser; one is enough, since a statement takes a fraction of a millisecond.
  package static let shared = SQLParser()

  private let thread = DeepThread()

  package init() {}

  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// The tree of a text of any number of statements.
  package nonisolated func parse(_ text: String) async throws(SQLSyntaxError) -> ParseTree {
    text.utf8.count <= Self.shortLimit ? try Self.tree(text) : try await deepTree(text)
  }

  private func deepTree(_ text: String) throws(SQLSyntaxError) -> ParseTree { try Self.tree(text) }

  private static func tree(_ text: String) throws(SQLSyntaxError) -> ParseTree {
    try checkCaps(text)
    let result = text.withCString { pg_query_parse($0) }
    defer { pg_query_free_parse_result(result) }
    if let error = result.error { throw syntaxError(error, in: text) }
    guard let start = result.parse_tree else { throw .malformedTree }
    var decoder = TreeDecoder(
      start.withMemoryRebound(to: UInt8.self, capacity: 1) { UnsafeBufferPointer(start: $0, count: strlen(start)) },
      of: text, depthLimit: depthLimit)
    do {
      return ParseTree(text: text, statements: try decoder.statements())
    } catch {
      switch error {
      case .tooDeep: throw .tooDeep(limit: depthLimit)
      case .malformed: throw .malformedTree
      }
    }
  }

  /// The same for every text that differs in literals and spelling only: 16 hex digits.
  package func fingerprint(_ text: String) throws(SQLSyntaxError) -> String {
    try Self.checkCaps(text)
    let result = text.withCString { pg_query_fingerprint($0) }
    defer { pg_query_free_fingerprint_result(result) }
    if let error = result.error { throw Self.syntaxError(error, in: text) }
    return String(cString: result.fingerprint_str)
  }

  /// What must hold before a text may meet the recursive parser.
  private static func checkCaps(_ text: String) throws(SQLSyntaxError) {
    let bytes = text.utf8.count
    guard bytes <= byteLimit else { throw .tooLong(bytes: bytes, limit: byteLimit) }
    if let place = text.utf8.firstIndex(of: 0) {
      throw .nulByte(position: text.utf8.distance(from: text.utf8.startIndex, to: place))
    }
    if let place = costlyRun(in: text) { throw .operatorRun(position: place) }
    // A token has a byte at least, so that a short text needs no count.
    if bytes > tokenLimit {
      let count = try SQLScanner.tokens(text).count
      guard count <= tokenLimit else { throw .tooManyTokens(count, limit: tokenLimit) }
    }
  }

  /// Where the lexer's work on runs of operator characters gets out of hand: it reads the rest of a run again for each
  /// token that it cuts from one, so that 16 kB of plus signs took it two seconds.
  private static func costlyRun(in text: String) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      var cost = 0
      var length = 0
      for (offset, byte) in bytes.enumerated() {
        length = isOperatorCharacter(byte) ? length + 1 : 0
        cost += length
        if cost > 2_000_000 { return offset }
      }
      return nil
    }
  }

  private static func isOperatorCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23, 0x25, 0x26, 0x2a, 0x2b, 0x2d, 0x2f, 0x3c...0x40, 0x5e, 0x60, 0x7c, 0x7e: true
    default: false
    }
  }

  static func syntaxError(_ error: UnsafeMutablePointer<PgQueryError>, in text: String) -> SQLSyntaxError {
    let message = error.pointee.message.map { String(cString: $0) } ?? "syntax error"
    // The cursor counts characters from 1; 0 means that the place is unknown.
    let character = Int(error.pointee.cursorpos) - 1
    guard character >= 0 else { return .syntax(message: message, position: nil) }
    let scalars = text.unicodeScalars
    let place = scalars.index(scalars.startIndex, offsetBy: character, limitedBy: scalars.endIndex) ?? scalars.endIndex
    return .syntax(message: message, position: text.utf8.distance(from: text.startIndex, to: place))
  }
}
