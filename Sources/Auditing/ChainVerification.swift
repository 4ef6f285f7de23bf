/// What walking the audit log found.
package struct ChainVerification: Hashable, Sendable, Codable {
  /// One place where the log is not what it was when it was written.
  package struct Break: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The entry's position in the log; 0 when it is about the store as a whole.
    package var sequence: Int
    /// One sentence.
    package var reason: String

    package var description: String { sequence == 0 ? reason : "entry \(sequence): \(reason)" }
  }

  /// Entries that were read.
  package internal(set) var entries = 0
  /// Entries whose payload was redacted, each vouched for by an entry that says who did it and why.
  package internal(set) var redacted = 0
  /// Signed checkpoints that agree with the log.
  package internal(set) var checkpoints = 0
  /// The digest of the last entry: whoever keeps it elsewhere can prove later that nothing before it changed.
  package internal(set) var head: String
  /// In the order of the log, at most `ChainVerification.mostBreaks`.
  package internal(set) var breaks: [Break] = []

  package static let mostBreaks = 100

  package var isIntact: Bool { breaks.isEmpty }

  mutating func report(_ sequence: Int64, _ reason: String) {
    if breaks.count < Self.mostBreaks { breaks.append(Break(sequence: Int(sequence), reason: reason)) }
  }

  mutating func report(_ sequence: Int64, _ what: Damage) { report(sequence, what.sentence(at: sequence)) }
}

extension ChainVerification {
  /// What can be wrong with an entry.
  enum Damage: Hashable {
    case missing(upTo: Int64)
    case doesNotFollow, changed, payloadChanged, payloadLost, strayPayload
    case cutOff(upTo: Int64, chain: Int64)
    case notTheEnd(chain: Int64)
    case unknownChain(Int64)
    case notRedacted
    case checkpointDiffers, checkpointForged, checkpointOfStranger, checkpointBeyondEnd

    func sentence(at sequence: Int64) -> String {
      switch self {
      case .missing(let last):
        last == sequence ? "is missing" : "is missing, with all up to entry \(last)"
      case .doesNotFollow: "does not follow the entry before it"
      case .changed: "was changed: its digest is not that of its content"
      case .payloadChanged: "has a payload that was changed"
      case .payloadLost: "has lost its payload"
      case .strayPayload: "has a payload but is no entry"
      case .cutOff(let last, let chain): "is missing, with all up to entry \(last), the end of chain \(chain)"
      case .notTheEnd(let chain): "is not the end that is noted for chain \(chain)"
      case .unknownChain(let chain): "belongs to chain \(chain), whose end is not noted"
      case .notRedacted: "is noted as redacted, but no entry says so, or its payload is still there"
      case .checkpointDiffers: "is not the entry that a signed checkpoint vouches for"
      case .checkpointForged: "has a checkpoint whose signature is wrong"
      case .checkpointOfStranger: "has a checkpoint that was signed with a key that was not given"
      case .checkpointBeyondEnd: "is missing, and a signed checkpoint says that it was there"
      }
    }
  }
}
