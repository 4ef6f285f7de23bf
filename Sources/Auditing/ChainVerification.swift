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
  /// The digest of the last entry: whoever keeps it elsewhere can prove later that nothing before it changed.
  package internal(set) var head: String
  /// In the order of the log, at most `ChainVerification.mostBreaks`.
  package internal(set) var breaks: [Break] = []

  package static let mostBreaks = 100

  package var isIntact: Bool { breaks.isEmpty }

  mutating func report(_ sequence: Int64, _ reason: String) {
    if breaks.count < Self.mostBreaks { breaks.append(Break(sequence: Int(sequence), reason: reason)) }
  }
}
