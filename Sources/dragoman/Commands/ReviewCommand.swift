import ArgumentParser
import Presentation
import REPL
import Reviewing
import Vocabulary

/// `dragoman review`: the queue of what to judge.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Judge answers, those first that teach most.",
    discussion: """
      In a terminal one key is enough; in a pipe each line is a choice: a, c SQL;, r reason, s, v, m, q, and y or n after
      a correction's rows. `--list` only shows what waits and why. docs/audit.md tells what reviews lead to.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var filter: AuditFilterOptions
  @Option(help: "How many of the newest questions are looked at.") var window = 5000
  @Option(help: "At most so many items.") var limit = 50
  @Flag(help: "Only show what waits, and why.") var list = false
  @Option(help: "Of the list: table, csv, json or jsonl.") var format: TableFormat = .table

  func run() async throws {
    if list {
      return try await AuditDesk.with(common) { desk in
        let queue = try await desk.reviews.queue(filter.filter(limit: window))
        let items = queue.items.prefix(limit)
        Terminal.write(format == .table ? Self.page(items) : format.render(Self.table(items)))
      }
    }
    let ending = try await Composition.with(common, needsModel: false) { composition in
      try await composition.checkRole()
      let desk = composition.reviews
      // A changed schema may have broken what was approved: that comes up first.
      _ = try await desk.recheck(
        composition.database, name: composition.databaseName, by: composition.principal)
      let queue = try await desk.queue(filter.filter(limit: window))
      let session = ReviewSession(
        desk, queue.first(limit), interpreter: composition.interpreter(), reviewer: composition.principal)
      return await ReviewTerminal(session).run()
    }
    if ending != .fine { throw ExitCode(ending.rawValue) }
  }

  /// For people: reasons are sentences, and no table holds them.
  private static func page(_ items: ArraySlice<QueueItem>) -> String {
    guard !items.isEmpty else { return "Nothing waits for review.\n" }
    return items.map { item in
      let question = item.record.question
      let weight = Explanation.tenths(item.weight)
      let head =
        String(repeating: " ", count: max(0, 4 - weight.count)) + weight + "  \(question.id)  \(question.text)\n"
      return head + item.reasons.map { "      · \($0.sentence)\n" }.joined()
    }.joined()
  }

  private static func table(_ items: ArraySlice<QueueItem>) -> ResultTable {
    let columns = [
      ("id", "text"), ("weight", "double precision"), ("asked", "bigint"), ("outcome", "text"), ("question", "text"),
      ("why", "text"),
    ].map { ResultTable.Column(name: $0.0, type: $0.1) }
    let rows: [[String?]] = items.map { item in
      [
        item.record.question.id.description, Explanation.tenths(item.weight), String(item.timesAsked),
        item.record.outcome.rawValue, item.record.question.text, item.reasons.map(\.sentence).joined(separator: " "),
      ]
    }
    return ResultTable(columns: columns, rows: rows)
  }
}
