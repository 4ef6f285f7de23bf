internal import CPostgres

/// One row as it came from the server, valid only while the callback that was given it runs.
package struct PostgresRow: ~Copyable {
  private let result: OpaquePointer

  init(_ result: OpaquePointer) { self.result = result }

  package var count: Int { Int(PQnfields(result)) }

  /// The oid of a column's type.
  package func type(_ column: Int) -> UInt32 { PQftype(result, Int32(column)) }

  package func isNull(_ column: Int) -> Bool { PQgetisnull(result, 0, Int32(column)) == 1 }

  /// The bytes of a value in text form, without copying; empty for NULL.
  package func withBytes<R>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let count = Int(PQgetlength(result, 0, Int32(column)))
    let value = UnsafeRawPointer(PQgetvalue(result, 0, Int32(column)))?.assumingMemoryBound(to: UInt8.self)
    return body(UnsafeBufferPointer(start: value, count: count))
  }

  /// A value in text form; bytes that are not UTF-8 (an SQL_ASCII database may hold them) become U+FFFD.
  package func text(_ column: Int) -> String? { isNull(column) ? nil : string(column) }

  /// The same where NULL cannot be, or means nothing other than an empty text.
  package func string(_ column: Int) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

  /// A whole number; 0 for NULL.
  package func integer(_ column: Int) -> Int {
    withBytes(column) { bytes in
      var value = 0
      for byte in bytes where byte != UInt8(ascii: "-") { value = value &* 10 &+ Int(byte &- 48) }
      return bytes.first == UInt8(ascii: "-") ? -value : value
    }
  }

  /// A boolean; `false` for NULL.
  package func boolean(_ column: Int) -> Bool { byte(column) == UInt8(ascii: "t") }

  /// The first byte, such as a `"char"` has only; 0 for NULL.
  package func byte(_ column: Int) -> UInt8 { withBytes(column) { $0.first ?? 0 } }

  /// The sum of the values' lengths.
  var byteCount: Int {
    var sum = 0
    for column in 0..<PQnfields(result) { sum += Int(PQgetlength(result, 0, column)) }
    return sum
  }

  var values: [String?] { (0..<count).map { text($0) } }
}
