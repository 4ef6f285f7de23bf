internal import CPGQuery

/// One token as PostgreSQL's lexer cuts it.
package struct SQLToken: Sendable, Hashable {
  /// The span in UTF-8 bytes.
  package let range: Range<Int>
  /// The grammar's name: `IDENT`, `SCONST`, `ICONST`, `SELECT`, `ASCII_40` for `(`, `SQL_COMMENT`, …
  package let name: String
  /// Whether the token is a keyword of any kind.
  package let isKeyword: Bool
}

/// Cuts SQL into tokens with PostgreSQL's own lexer, which needs no deep stack.
package enum SQLScanner {
  /// The tokens of a text, comments included.
  package static func tokens(_ text: String) throws(SQLSyntaxError) -> [SQLToken] {
    let result = text.withCString { pg_query_scan($0) }
    defer { pg_query_free_scan_result(result) }
    if let error = result.error { throw SQLParser.syntaxError(error, in: text) }
    let tokens = result.pbuf.data.withMemoryRebound(to: UInt8.self, capacity: result.pbuf.len) { bytes in
      // The message is a flat list, so that unpacking it needs no stack either.
      let message = pg_query__scan_result__unpack(nil, result.pbuf.len, bytes)
      defer { pg_query__scan_result__free_unpacked(message, nil) }
      return message.map { Self.tokens(in: $0.pointee) }
    }
    guard let tokens else { throw .malformedTree }
    return tokens
  }

  private static func tokens(in message: PgQuery__ScanResult) -> [SQLToken] {
    (0..<message.n_tokens).compactMap { index in
      guard let token = message.tokens[index]?.pointee else { return nil }
      return SQLToken(
        range: Int(token.start)..<Int(token.end), name: names[token.token.rawValue] ?? "NUL",
        isKeyword: token.keyword_kind != PG_QUERY__KEYWORD_KIND__NO_KEYWORD)
    }
  }

  private static let names: [UInt32: String] = {
    let descriptor = pg_query__token__descriptor
    var names: [UInt32: String] = [:]
    for index in 0..<Int(descriptor.n_values) {
      let value = descriptor.values[index]
      names[UInt32(bitPattern: value.value)] = String(cString: value.name)
    }
    return names
  }()
}
