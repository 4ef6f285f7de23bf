internal import CPostgres
internal import Vocabulary

extension Wire {
  /// A table while its rows arrive.
  private struct Draft {
    var names: [String] = []
    var types: [UInt32] = []
    var rows: [[String?]] = []
    var bytes = 0
    var truncation: ResultTable.Truncation?

    mutating func describe(_ result: OpaquePointer) {
      for column in 0..<PQnfields(result) {
        names.append(String(cString: PQfname(result, column)))
        types.append(PQftype(result, column))
      }
    }

    /// `false` when the row does not fit any more.
    mutating func add(_ row: borrowing PostgresRow, maxRows: Int, maxBytes: Int) -> Bool {
      bytes += row.byteCount
      if rows.count >= maxRows { truncation = .rows } else if bytes > maxBytes { truncation = .bytes }
      guard truncation == nil else { return false }
      rows.append(row.values)
      return true
    }
  }

  /// Runs statements in one round trip and collects their rows, at most so many rows and bytes of values of each.
  ///
  /// - Parameter main: number of the statement whose answer may be too long to wait for its end.
  func tables(
    _ statements: [PostgresStatement], seams: Set<Int> = [], main: Int = 0, _ watch: inout Watch,
    maxRows: Int = .max, maxBytes: Int = .max
  ) throws(PostgresError) -> [Result<ResultTable, PostgresError>] {
    var drafts = [Draft](repeating: Draft(), count: statements.count)
    let failures: [PostgresError?]
    do throws(PostgresError) {
      failures = try perform(statements, seams: seams, &watch, describe: { drafts[$0].describe($1) }) { number, row in
        drafts[number].add(row, maxRows: maxRows, maxBytes: maxBytes)
      }
    } catch {
      // A row too long to wait for ended the connection; the rows before it are good.
      guard watch.reason == .enough, case .connectionLost = error else { throw error }
      drafts[main].truncation = drafts[main].truncation ?? .bytes
      failures = statements.indices.map { $0 > main ? error : nil }
    }
    try learnTypes(Set(drafts.flatMap(\.types)), &watch)
    return zip(drafts, failures).map { draft, failure in
      // A statement that we cut short ends with the server's "cancelled", which is no failure then.
      if let failure, draft.truncation == nil { return .failure(failure) }
      let columns = zip(draft.names, draft.types).map {
        ResultTable.Column(name: $0, type: TypeNames.builtIn[$1] ?? typeNames[$1] ?? "oid \($1)")
      }
      return .success(ResultTable(columns: columns, rows: draft.rows, truncation: draft.truncation))
    }
  }

  /// Looks up the names of types that were not met before on this connection.
  private func learnTypes(_ types: Set<UInt32>, _ watch: inout Watch) throws(PostgresError) {
    let unknown = types.filter { TypeNames.builtIn[$0] == nil && typeNames[$0] == nil }
    guard !unknown.isEmpty, connection != nil else { return }
    let list = "{" + unknown.map(String.init).joined(separator: ",") + "}"
    var rest = watch.continued
    // In a failed transaction the look-up fails; the oid then stands for the name, this once.
    _ = try perform([PostgresStatement(TypeNames.lookUp, [list])], &rest, describe: { _, _ in }) { _, row in
      typeNames[UInt32(row.integer(0))] = row.string(1)
      return true
    }
  }
}
