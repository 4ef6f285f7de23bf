internal import Digests

/// What an entry's digest is taken over.
struct ChainLink {
  /// The digest before a chain's first entry.
  static let genesis = String(repeating: "0", count: 64)
  /// The chain of a store that all its writers share.
  static let shared: Int64 = 1

  var chain: Int64
  var sequence: Int64
  var recordedAt: Int64
  /// Kind, question, principal, database as they are stored, in UTF-8.
  var words: [[UInt8]]
  var payloadDigest: [UInt8]
  var previousDigest: [UInt8]

  /// The form's name, then the fields in the order of the table, each as its length in bytes, a colon, its bytes and a
  /// line feed: no two different entries have the same form.
  var canonicalForm: [UInt8] {
    var form: [UInt8] = []
    form.reserveCapacity(320)
    func add(_ field: some Collection<UInt8>) {
      form.append(contentsOf: String(field.count).utf8)
      form.append(UInt8(ascii: ":"))
      form.append(contentsOf: field)
      form.append(UInt8(ascii: "\n"))
    }
    add("dragoman-audit-1".utf8)
    add(String(sequence).utf8)
    add(String(chain).utf8)
    add(String(recordedAt).utf8)
    for word in words { add(word) }
    add(payloadDigest)
    add(previousDigest)
    return form
  }

  var digest: String { Digest.sha256(canonicalForm) }

  /// The digest of a payload; the salt's text comes before the payload's.
  static func payloadDigest(salt: [UInt8], payload: [UInt8]) -> String { Digest.sha256(salt + payload) }
}
