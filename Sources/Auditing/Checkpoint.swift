package import Digests
internal import Foundation
package import Vocabulary

/// A signed statement of where the log stood: nothing up to its entry can be changed or cut off unnoticed by whoever
/// holds it and the public key.
package struct Checkpoint: Hashable, Sendable {
  /// The entry up to which it vouches.
  package let sequence: Int64
  package let madeAt: Moment
  /// The entry's digest, which follows from all before it.
  package let digest: String
  /// Which key signed it: `VerifyingKey.id`.
  package let keyID: String
  /// In base64.
  package let signature: String

  init(_ end: ChainEnd, at moment: Moment, signedBy key: SigningKey) {
    sequence = end.sequence
    madeAt = moment
    digest = end.digest
    keyID = key.verifyingKey.id
    signature = Data(
      key.signature(
        of: Self.message(sequence: end.sequence, madeAt: moment, digest: end.digest, keyID: key.verifyingKey.id))
    ).base64EncodedString()
  }

  init(sequence: Int64, madeAt: Moment, digest: String, keyID: String, signature: String) {
    self.sequence = sequence
    self.madeAt = madeAt
    self.digest = digest
    self.keyID = keyID
    self.signature = signature
  }

  /// Whether the key made this signature over exactly these fields.
  package func isSigned(by key: VerifyingKey) -> Bool {
    guard key.id == keyID, let bytes = Data(base64Encoded: signature), bytes.base64EncodedString() == signature
    else { return false }
    return key.accepts(
      Array(bytes), of: Self.message(sequence: sequence, madeAt: madeAt, digest: digest, keyID: keyID))
  }

  /// The bytes that are signed.
  package var message: [UInt8] { Self.message(sequence: sequence, madeAt: madeAt, digest: digest, keyID: keyID) }

  private static func message(sequence: Int64, madeAt: Moment, digest: String, keyID: String) -> [UInt8] {
    var form = CanonicalForm()
    form.add("dragoman-checkpoint-1")
    form.add(sequence)
    form.add(madeAt.microseconds)
    form.add(digest)
    form.add(keyID)
    return form.bytes
  }
}

// As a file: one JSON object.
extension Checkpoint: Codable {
  private enum CodingKeys: String, CodingKey {
    case form, sequence, madeAt, digest, keyID = "key", signature
  }

  private static let form = "dragoman-checkpoint-1"

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard try container.decode(String.self, forKey: .form) == Self.form else {
      throw DecodingError.dataCorruptedError(forKey: .form, in: container, debugDescription: "not \(Self.form)")
    }
    sequence = try container.decode(Int64.self, forKey: .sequence)
    madeAt = try container.decode(Moment.self, forKey: .madeAt)
    digest = try container.decode(String.self, forKey: .digest)
    keyID = try container.decode(String.self, forKey: .keyID)
    signature = try container.decode(String.self, forKey: .signature)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.form, forKey: .form)
    try container.encode(sequence, forKey: .sequence)
    try container.encode(madeAt, forKey: .madeAt)
    try container.encode(digest, forKey: .digest)
    try container.encode(keyID, forKey: .keyID)
    try container.encode(signature, forKey: .signature)
  }

  /// What a checkpoint's file holds.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Numbers and texts only: this cannot fail.
    return ((try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "") + "\n"
  }

  /// `nil` when the text is no checkpoint.
  package init?(json: String) {
    guard let checkpoint = try? JSONDecoder().decode(Checkpoint.self, from: Data(json.utf8)) else { return nil }
    self = checkpoint
  }
}
