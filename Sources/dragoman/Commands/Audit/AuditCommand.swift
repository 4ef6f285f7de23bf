import ArgumentParser
import Auditing
import Presentation
import Vocabulary

/// `dragoman audit`: read the record of everything, and review it.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Read the audit log, prove that it is whole, and review what was answered.",
    subcommands: [
      List.self, Search.self, Show.self, Stats.self, Verify.self, Export.self, Replay.self, Report.self,
      Approve.self, Correct.self, Reject.self, Feedback.self, Recheck.self,
      Checkpoint.self, Key.self, Redact.self, Backup.self, Restore.self,
    ])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Everything about one question.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id, from `audit list`.") var id: String
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let (record, standing) = try await desk.reviews.standing(try AuditDesk.id(id))
        Terminal.write(json ? try AuditPage.json(record) : AuditPage.page(record, standing))
      }
    }
  }

  struct Stats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "How many were asked, answered, declined and reviewed.")
    @OptionGroup var common: CommonOptions
    @Option(help: "Asked at or after: 2026-11-24, 2026-11-24T10:30, 90m, 24h, 7d, 4w.") var since: PastMoment?
    @Option(help: "Asked before.") var until: PastMoment?
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let stats = try await desk.reader.stats(since: since?.moment, until: until?.moment)
        Terminal.write(json ? try AuditPage.json(stats) : AuditPage.page(stats))
      }
    }
  }
}

extension AuditRecord.Outcome: ExpressibleByArgument {}
extension AuditEntry.Reviewed.Verdict: ExpressibleByArgument {}
extension AuditEntry.Feedback.Thumb: ExpressibleByArgument {}
