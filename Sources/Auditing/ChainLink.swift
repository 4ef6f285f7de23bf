internal import Digests
internal import Storage

/// What an entry's digest is taken over.
struct ChainLink {
  /// The digest before a chain's first entry.
  static let genesis = String(repeating: "0", count: 64)
  /// The chain of a store that all its writers share.
  static let shared: Int64 = 1

  var chain: Int64
  var sequence: Int64
  var recordedAt: Int64
  /// Kind, question, principal, database as they are stored.
  var words: [String]
  var payloadDigest: String
  var previousDigest: String

  /// The form's name, then the fields in the order of the table.
  var canonicalForm: CanonicalForm {
    var form = CanonicalForm()
    form.add(Self.name)
    form.add(sequence)
    form.add(chain)
    form.add(recordedAt)
    for word in words { form.add(word) }
    form.add(payloadDigest)
    form.add(previousDigest)
    return form
  }

  var digest: String { canonicalForm.withBytes { Digest.sha256($0) } }

  /// The same of a row of `SQL/links.sql`.
  static func write(_ row: borrowing RowView, into form: inout CanonicalForm) {
    form.clear()
    form.add(name)
    for column in 0..<3 { form.add(row.integer(column)) }
    for column in 3..<9 { row.withBytes(column) { form.add($0) } }
  }

  /// The digest of a payload; the salt's text comes before the payload's.
  static func payloadDigest(salt: String, payload: String) -> String { Digest.sha256(salt + payload) }

  private static let name = "dragoman-audit-1"
}
