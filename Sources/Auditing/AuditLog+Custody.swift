package import Digests
internal import Storage
package import Vocabulary

// Entries about the log and the service themselves, and checkpoints.
extension AuditLog {
  /// Another model answers from now on.
  package nonisolated func promoted(_ model: AuditEntry.ModelPromoted, by person: Principal) async throws {
    try await append(
      AuditEntry(
        questionID: nil, recordedAt: AuditClock.now(), principal: person, database: "", content: .modelPromoted(model)))
  }

  /// Somebody was turned away at a door.
  ///
  /// - Parameter caller: whom they said they are, as far as that was believed; empty for strangers.
  package nonisolated func refused(_ refusal: AuditEntry.AccessRefused, to caller: Principal) async throws {
    try await append(
      AuditEntry(
        questionID: nil, recordedAt: AuditClock.now(), principal: caller, database: "",
        content: .accessRefused(refusal)))
  }

  /// Records what is different from the settings of the last start, if anything is.
  ///
  /// - Parameter settings: all in force, by name, without secrets.
  @discardableResult
  package nonisolated func started(with settings: [String: String], by person: Principal) async throws -> Bool {
    _ = try options.signing?.key()
    let json = try await store.read { try $0.rows(AuditStatement.lastSettings.sql).first?.text(0) }
    var before: [String: String] = [:]
    if let json, case .settingsChanged(let last) = PayloadCoding.decode(.settingsChanged, json) {
      before = last.settings
    }
    guard let change = AuditEntry.SettingsChanged(from: before, to: settings) else { return false }
    try await append(
      AuditEntry(
        questionID: nil, recordedAt: AuditClock.now(), principal: person, database: "",
        content: .settingsChanged(change)))
    return true
  }

  /// Signs where the log stands now, keeps that in the store, and gives it back to be kept elsewhere.
  ///
  /// - Returns: `nil` for a log without entries.
  package nonisolated func checkpoint(signedBy key: SigningKey) async throws -> Checkpoint? {
    try await store.write { transaction in
      let chain = ChainLink.shared
      guard let head = try transaction.rows(AuditStatement.head.sql, ["chain": .integer(chain)]).first,
        let sequence = head.integer(0), let digest = head.text(1)
      else { throw AuditError.headMissing }
      guard sequence > 0 else { return nil }
      let end = ChainEnd(chain: chain, sequence: sequence, digest: digest)
      let checkpoint = Checkpoint(end, at: AuditClock.now(), signedBy: key)
      try checkpoint.insert(transaction)
      return checkpoint
    }
  }
}

extension Checkpoint {
  func insert(_ transaction: Transaction) throws {
    try transaction.run(
      AuditStatement.insertCheckpoint.sql,
      [
        "sequence": .integer(sequence), "made_at": .integer(madeAt.microseconds), "digest": .text(digest),
        "key_id": .text(keyID), "signature": .text(signature),
      ])
  }
}
