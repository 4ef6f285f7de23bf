import ArgumentParser
import Auditing
import Presentation
import Vocabulary

extension AuditCommand {
  /// `dragoman audit list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The latest questions and what became of them.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var filter: AuditFilterOptions
    @Option(help: "At most so many.") var limit = 20
    @Option(help: "table, csv, json or jsonl.") var format: TableFormat = .table
    @Flag(help: "Go on with what happens from now on, until Ctrl-C.") var follow = false

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        try await AuditListing(desk: desk, filter: filter.filter(limit: limit), format: format).run(follow)
      }
    }
  }

  /// `dragoman audit search`.
  struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Questions that hold all of the words, in themselves or in their SQL.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var filter: AuditFilterOptions
    @Argument(help: "Words, or beginnings of words.") var wanted: [String]
    @Option(help: "At most so many.") var limit = 20
    @Option(help: "table, csv, json or jsonl.") var format: TableFormat = .table

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let filter = filter.filter(limit: limit, words: wanted.joined(separator: " "))
        try await AuditListing(desk: desk, filter: filter, format: format).run(false)
      }
    }
  }
}

/// Lists questions, and goes on listing while they come.
struct AuditListing {
  let desk: AuditDesk
  let filter: AuditFilter
  let format: TableFormat

  func run(_ follows: Bool) async throws {
    // Before the list is read: what comes meanwhile is not missed.
    var position = try await desk.reader.lastPosition()
    let records = try await desk.reader.list(filter)
    guard follows else { return Terminal.write(format.render(AuditPage.table(records, isShort: format == .table))) }
    var shown: [QuestionID: AuditRecord] = [:]
    for record in records.reversed() { try show(record, &shown) }
    while !Task.isCancelled {
      try await Task.sleep(for: .milliseconds(300))
      let (changed, end) = try await desk.reader.changed(after: position)
      position = end
      for record in changed where record.outcome != .unfinished && filter.covers(record) { try show(record, &shown) }
    }
  }

  private func show(_ record: AuditRecord, _ shown: inout [QuestionID: AuditRecord]) throws {
    guard shown.updateValue(record, forKey: record.question.id) != record else { return }
    if shown.count > 10_000 { shown = [record.question.id: record] }
    switch format {
    case .table: Terminal.line(AuditPage.line(record))
    // The header belongs to a whole table; a stream has none.
    case .csv:
      let text = format.render(AuditPage.table([record]))
      Terminal.write(String(text[(text.firstIndex(of: "\n").map(text.index(after:)) ?? text.startIndex)...]))
    case .json, .jsonl: Terminal.write(TableFormat.jsonl.render(AuditPage.table([record])))
    }
  }
}
