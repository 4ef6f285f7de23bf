import ArgumentParser
import Auditing
import Vocabulary
import Watching

extension AuditCommand {
  /// `dragoman audit report`.
  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write one HTML page with plots: use, accuracy by review, refusals, latency, cost, drift, models.",
      discussion: "The page needs nothing beside it and runs no scripts; it holds names of people and tables.")
    @OptionGroup var common: CommonOptions
    @Option(help: "From: 2026-11-24, 2026-11-24T10:30, 90m, 24h, 7d, 4w.") var since = PastMoment(days: 30)
    @Option(help: "Until; now when left out.") var until = PastMoment(days: 0)
    @Option(help: ArgumentHelp("Only questions to this database.", valueName: "name")) var of: String?
    @Option(help: ArgumentHelp("Where to write; standard output when left out.", valueName: "file")) var output: String?

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        var figures = LogFigures(Period(since: since.moment, until: until.moment))
        let filter = AuditFilter(since: since.moment, until: until.moment, database: of, limit: .max)
        try await desk.reader.visit(filter) { figures.take($0) }
        let report = LogReport(
          figures, madeAt: PastMoment(days: 0).moment, version: Dragoman.version)
        let sink = try TextSink(output)
        try sink.write(try report.html())
        try sink.finish()
        if let output { Terminal.note("written to \(output)") }
      }
    }
  }
}
