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
    let bytes = UnsafeRawBufferPointer(start: result.pbuf.data, count: result.pbuf.len)
    var decoder = TreeDecoder(bytes, depthLimit: 8)
    do { return try decoder.tokens() } catch { throw .malformedTree }
  }
}
