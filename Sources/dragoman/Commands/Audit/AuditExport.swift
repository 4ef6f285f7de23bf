import ArgumentParser
import Auditing
import Foundation
import Presentation
import Prompting
import Reviewing
import Tuning
import Vocabulary

extension AuditCommand {
  /// `dragoman audit export`.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write whole records, or the approved pairs as training rows.",
      discussion: """
        dragoman audit export --since 7d > week.jsonl                       every record, all that is known of it
        dragoman audit export --for-training chat --output chat.jsonl       {"messages": […]} a line
        dragoman audit export --for-training people --output people.jsonl   what `synthesize --people` reads

        Training rows are the approved pairs that pass the gate of docs/audit.md; what is held back is told on standard \
        error. Beside an output file stands FILE.provenance.jsonl: a line a row, whose question and whose approval it is.
        """)

    enum Form: String, ExpressibleByArgument, CaseIterable { case jsonl, json, csv }
    enum Training: String, ExpressibleByArgument, CaseIterable { case chat, people }

    @OptionGroup var common: CommonOptions
    @OptionGroup var filter: AuditFilterOptions
    @Option(help: "jsonl, json or csv.") var format: Form = .jsonl
    @Option(help: "chat or people.") var forTraining: Training?
    @Option(help: "The prompt profile of chat rows.") var profile = "generic-chat-1"
    @Option(help: "At most so many.") var limit = Int.max
    @Option(help: ArgumentHelp("Where to write; standard output when left out.", valueName: "file")) var output: String?

    func run() async throws {
      if let forTraining {
        try await Composition.with(common, needsModel: false) { try await train($0, forTraining) }
      } else {
        try await AuditDesk.with(common) { try await write($0) }
      }
    }

    private func write(_ desk: AuditDesk) async throws {
      let sink = try TextSink(output)
      var count = 0
      if format == .csv { try sink.write(TableFormat.csv.render(AuditPage.table([]))) }
      if format == .json { try sink.write("[") }
      let filter = filter.filter(limit: limit)
      try await desk.reader.visit(filter) { record in
        switch format {
        case .jsonl: try sink.write(try AuditPage.jsonLine(record))
        case .json: try sink.write((count == 0 ? "\n" : ",\n") + String(try AuditPage.jsonLine(record).dropLast()))
        case .csv:
          let text = TableFormat.csv.render(AuditPage.table([record]))
          try sink.write(String(text[(text.firstIndex(of: "\n").map(text.index(after:)) ?? text.startIndex)...]))
        }
        count += 1
      }
      if format == .json { try sink.write("\n]\n") }
      try sink.finish()
      if output != nil { Terminal.note("\(count) records") }
    }

    private func train(_ composition: Composition, _ form: Training) async throws {
      try await composition.checkRole()
      let view = try await composition.view()
      let rechecked = try await composition.reviews.recheck(
        composition.database, name: composition.databaseName, by: composition.principal)
      let gate = TrainingGate(mostPerAsker: composition.settings.whole(.reviewMostPerAsker))
      let set = try await composition.reviews.trainingSet(gate, database: composition.databaseName, by: view)
      let sink = try TextSink(output)
      let provenance = try output.map { try TextSink($0 + ".provenance.jsonl") }
      let renderer = form == .chat ? try ChatRenderer(view.snapshot, profile: .named(profile)) : nil
      for pair in set.pairs.prefix(limit) {
        if let renderer {
          try sink.write(try AuditPage.jsonLine(try renderer.row(question: pair.question, sql: pair.sql)))
        } else {
          let row = NaturalPairFile.Row(
            snapshot: "\(pair.database).json", question: pair.question, sql: pair.sql)
          try sink.write(try AuditPage.jsonLine(row))
        }
        try provenance?.write(try AuditPage.jsonLine(pair))
      }
      try sink.finish()
      try provenance?.finish()
      for broken in rechecked.broken {
        Terminal.note("set aside \(broken.questionID): \(broken.reason)")
      }
      for held in set.held {
        Terminal.note("held back \(held.pair.questionID) [\(held.rule.rawValue)]: \(held.reason)")
      }
      Terminal.note("\(min(limit, set.pairs.count)) pairs written, \(set.held.count) held back")
    }
  }
}
