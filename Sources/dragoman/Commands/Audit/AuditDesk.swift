import ArgumentParser
import Auditing
import Reviewing
import Storage
import Synchronization
import Vocabulary

/// The audit log alone: no database, no model.
struct AuditDesk {
  let reader: AuditReader
  let reviews: ReviewDesk
  let principal: Principal
  let store: Store
  let log: AuditLog
  let keeping: AuditSettings

  init(_ settings: Settings) async throws {
    keeping = AuditSettings(settings)
    store = try await keeping.store()
    log = keeping.log(store)
    reader = AuditReader(store)
    reviews = ReviewDesk(log: log, reader: reader, rules: Composition.rules(settings))
    principal = Composition.principal(settings)
  }

  static func with(_ common: CommonOptions, _ body: (AuditDesk) async throws -> Void) async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work { try await body(try await AuditDesk(settings)) }
  }

  /// Walks the chain with a progress bar.
  func verify(against witness: AuditReader.Witness) async throws -> ChainVerification {
    let bar = Mutex<ProgressBar?>(nil)
    return try await reader.verify(.everything, against: witness) { checked, total in
      bar.withLock { bar in
        if bar == nil { bar = ProgressBar("verifying", total: total) }
        bar?.show(checked)
      }
    }
  }

  /// An id as it was typed.
  static func id(_ text: String) throws -> QuestionID {
    guard let id = QuestionID(text) else {
      throw ValidationError("\"\(text)\" is no question id; `dragoman audit list` shows them.")
    }
    return id
  }
}
