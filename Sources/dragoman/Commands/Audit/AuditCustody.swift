import ArgumentParser
import Auditing
import Foundation
import Storage
import Vocabulary

extension AuditCommand {
  struct Redact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove what entries say; that they were made, and who redacted them and why, stays.",
      discussion: """
        dragoman audit redact --question 3f0c… --reason "wish of a customer"
        dragoman audit redact --column '*.email' --reason "not to be kept"
        dragoman audit redact --before 90d --of hr --reason "agreed with the works council"
        dragoman audit redact --retention      # what audit.retention says is old

        The chain stays whole: `dragoman audit verify` says how many payloads were redacted.
        """)
    @OptionGroup var common: CommonOptions
    @Option(help: "All entries of this question.") var question: String?
    @Option(help: "All questions that came near such a column, e.g. *.email or hr.person.*") var column: String?
    @Option(help: "Everything recorded before: 2026-11-24, 2026-11-24T10:30, 24h, 7d, 4w.") var before: PastMoment?
    @Flag(help: "Everything that is older than audit.retention.") var retention = false
    @Option(help: ArgumentHelp("Only of this database.", valueName: "name")) var of: String?
    @Option(help: "Why; it is kept.") var reason: String?

    func validate() throws {
      let chosen = [question != nil, column != nil, before != nil, retention].count { $0 }
      guard chosen == 1 else { throw ValidationError("Say one of --question, --column, --before, --retention.") }
      guard retention || !(reason ?? "").isEmpty else { throw ValidationError("Say why: --reason.") }
    }

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        var count = 0
        for (rule, why) in try await rules(desk) {
          count += try await desk.log.redact(Redaction(rule, because: why, by: desk.principal))
        }
        Terminal.line("redacted \(count) payloads")
      }
    }

    private func rules(_ desk: AuditDesk) async throws -> [(Redaction.Rule, String)] {
      if let question { return [(.question(try AuditDesk.id(question)), reason ?? "")] }
      if let column { return [(.column(ColumnPattern(column), database: of), reason ?? "")] }
      if let before { return [(.before(before.moment, database: of), reason ?? "")] }
      let now = Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
      guard let retention = desk.keeping.retention, !desk.keeping.settings.list(.auditRetention).isEmpty else {
        throw ValidationError("audit.retention is not set.")
      }
      let databases = try await desk.reader.databases().filter { of == nil || $0 == of }
      return databases.compactMap { name in
        guard let days = retention.value(for: name) else { return nil }
        let limit = Moment(microseconds: now.microseconds - Int64(days) * 86_400_000_000)
        return (.before(limit, database: name), reason ?? "retention of \(days) days")
      }
    }
  }

  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the whole log to a new SQLite file, while others use it, and verify that file.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The new file.") var file: String

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        try await desk.store.backUp(to: file)
        let copy = AuditReader(try await Store.open(at: file, .existing))
        let verification = try await copy.verify()
        Terminal.line(AuditPage.line(verification))
        if !verification.isIntact { throw Ending.refused }
      }
    }
  }

  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fill an empty log, of either kind, from a backup, and verify it.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "A file that `audit backup` wrote.") var file: String

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        try await desk.store.restore(from: file)
        try await AuditReader(desk.store).followWords()
        let verification = try await desk.verify(against: .init())
        Terminal.line(AuditPage.line(verification))
        if !verification.isIntact { throw Ending.refused }
      }
    }
  }
}
