import ArgumentParser
import Auditing
import Foundation
import Presentation
import Vocabulary

/// `dragoman audit`: read the record of everything, and review it.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Read the audit log, prove that it is whole, and review what was answered.",
    subcommands: [List.self, Show.self, Verify.self, Stats.self, Approve.self, Correct.self, Reject.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The latest questions and what became of them.")
    @OptionGroup var common: CommonOptions
    @Option(help: "At most so many.") var limit = 20
    @Option(help: "answered, declined, failed or unfinished.") var outcome: AuditRecord.Outcome?
    @Option(help: "Who asked.") var who: String?
    @Option(help: "Words of the question or the SQL.") var words: String?
    @Option(help: "table, csv, json or jsonl.") var format: TableFormat = .table

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        var filter = AuditFilter()
        filter.limit = limit
        filter.outcome = outcome
        filter.principal = who.map { Principal($0) }
        filter.words = words
        let records = try await desk.reader.list(filter)
        Terminal.write(format.render(AuditPage.table(records)))
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Everything about one question.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id, from `audit list`.") var id: String
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let record = try await desk.reader.record(try AuditDesk.id(id))
        Terminal.write(json ? try AuditPage.json(record) : AuditPage.page(record))
      }
    }
  }

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Walk the hash chain and say where it breaks, if it does.")
    @OptionGroup var common: CommonOptions

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let verification = try await desk.verify()
        Terminal.line(AuditPage.line(verification))
        if !verification.isIntact { throw Ending.refused }
      }
    }
  }

  struct Stats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "How many were asked, answered, declined and reviewed.")
    @OptionGroup var common: CommonOptions

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        Terminal.write(AuditPage.page(try await desk.reader.stats()))
      }
    }
  }

  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say that the answer was right.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id.") var id: String

    func run() async throws { try await AuditDesk.review(common, id, .approve) }
  }

  struct Correct: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give the SQL that would have been right; it is validated and run before it is kept.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id.") var id: String
    @Argument(help: "The right SQL.") var sql: String

    func run() async throws {
      let settings = try Reporting.usage { try common.settings() }
      try await Reporting.work {
        let composition = try await Composition(settings, needsModel: false)
        let view = try await composition.database.view()
        let verdict = try await view.judge(sql)
        guard let query = verdict.query else {
          Terminal.note(Explanation.of(verdict.judgement))
          await composition.close()
          throw Ending.refused
        }
        Terminal.write(TableFormat.table.render(try await view.run(query)))
        try await composition.log.review(
          try AuditDesk.id(id), .correct(sql: verdict.judgement.sql), by: composition.principal)
        Terminal.line("kept as the right answer to \(id)")
        await composition.close()
      }
    }
  }

  struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say that the answer was wrong, and why.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id.") var id: String
    @Argument(help: "Why.") var reason: String

    func run() async throws { try await AuditDesk.review(common, id, .reject(reason: reason)) }
  }
}

extension AuditRecord.Outcome: ExpressibleByArgument {}
