internal import Foundation
internal import Vocabulary

/// Turns what an entry says into the JSON that is stored, and back.
///
/// The canonical form is what is stored: sorted keys, no white space, controls escaped (see `PayloadEncoder`). Digests are taken over these bytes
/// and never over a second encoding.
enum PayloadCoding {
  static func encode(_ content: AuditEntry.Content) throws -> String {
    switch content {
    case .asked(let payload): try json(payload)
    case .intended(let payload): try json(payload)
    case .answered(let payload): try json(payload)
    case .declined(let payload): try json(payload)
    case .failed(let payload): try json(payload)
    case .reviewed(let payload): try json(payload)
    case .feedback(let payload): try json(payload)
    case .rechecked(let payload): try json(payload)
    case .redacted(let payload): try json(payload)
    case .modelPromoted(let payload): try json(payload)
    case .settingsChanged(let payload): try json(payload)
    case .accessRefused(let payload): try json(payload)
    }
  }

  /// `nil` when the payload is not what a payload of that kind must be.
  static func decode(_ kind: AuditEntry.Kind, _ json: String) -> AuditEntry.Content? {
    switch kind {
    case .asked: payload(json).map(AuditEntry.Content.asked)
    case .intended: payload(json).map(AuditEntry.Content.intended)
    case .answered: payload(json).map(AuditEntry.Content.answered)
    case .declined: payload(json).map(AuditEntry.Content.declined)
    case .failed: payload(json).map(AuditEntry.Content.failed)
    case .reviewed: payload(json).map(AuditEntry.Content.reviewed)
    case .feedback: payload(json).map(AuditEntry.Content.feedback)
    case .rechecked: payload(json).map(AuditEntry.Content.rechecked)
    case .redacted: payload(json).map(AuditEntry.Content.redacted)
    case .modelPromoted: payload(json).map(AuditEntry.Content.modelPromoted)
    case .settingsChanged: payload(json).map(AuditEntry.Content.settingsChanged)
    case .accessRefused: payload(json).map(AuditEntry.Content.accessRefused)
    }
  }

  private static func json(_ payload: some Encodable) throws -> String {
    ControlEscape.inJSON(String(decoding: try PayloadEncoder.bytes(payload), as: UTF8.self))
  }

  private static func payload<Payload: Decodable>(_ json: String) -> Payload? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try? decoder.decode(Payload.self, from: Data(json.utf8))
  }
}
