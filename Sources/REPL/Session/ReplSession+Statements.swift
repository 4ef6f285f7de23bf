internal import Foundation
internal import Interpretation
internal import Presentation
internal import Vocabulary

extension ReplSession {
  /// The statement that `\g` and its like run: what is typed so far, or what ran last.
  func statement() throws(ReplError) -> String {
    let unfinished = reader.drop()
    if !unfinished.isEmpty { return unfinished }
    guard let sql = repeatable else { throw .nothingYet }
    return sql
  }

  /// Runs that statement under another display or to another target.
  func go(_ target: String?, _ options: [String], expanded: Bool, _ reply: inout ReplReply) async throws {
    let (display, rows) = (display, rows)
    defer {
      self.display = display
      self.rows = rows
    }
    for option in options {
      let words = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      try self.display.set(words[0], words.count > 1 ? words[1] : nil)
    }
    if expanded { self.display.style.expanded = .on }
    let sql = try statement()
    if let target { self.rows = try RowTarget.open(target, allowsShell: self.options.allowsShell) }
    let outcome = try await run(sql)
    tell(outcome, showsSQL: false, &reply)
    if target != nil { await close(self.rows) }
  }

  /// Keeps the one row of a statement as variables.
  func keepRow(_ prefix: String, _ reply: inout ReplReply) async throws {
    let outcome = try await run(try statement())
    guard case .answered(let answer) = outcome else { return tell(outcome, showsSQL: false, &reply) }
    let rows = answer.table.rows
    note(sqlState: "00000", rows: rows.count)
    guard rows.count == 1 else { throw ReplError.notOneRow(rows.count) }
    for (column, value) in zip(answer.table.columns, rows[0]) { variables[prefix + column.name] = value }
  }

  /// Runs a statement, and then each of its values as a statement, through the same gate each.
  func runCells(_ reply: inout ReplReply) async throws {
    let sql = try statement()
    let outcome = try await run(sql)
    guard case .answered(let answer) = outcome else { return tell(outcome, showsSQL: false, &reply) }
    for notice in answer.notices { reply.complain(notice) }
    defer { repeated = sql }
    var failed = false
    for value in answer.table.rows.joined() {
      // As in psql a NULL is no statement.
      guard let value, !Task.isCancelled else { continue }
      if ["all", "queries"].contains(variables["ECHO"]) { reply.say(value) }
      hasFailed = false
      do {
        tell(try await run(value), showsSQL: false, &reply)
      } catch {
        guard !Task.isCancelled else { throw error }
        fail(error, &reply)
      }
      failed = failed || hasFailed
      if failed, variables.isOn("ON_ERROR_STOP") { break }
      await flush(&reply)
    }
    hasFailed = failed
  }

  /// The names and types of a statement's columns; it is asked for no row.
  func describe(_ reply: inout ReplReply) async throws {
    let sql = try statement().trimmed
    let bare = sql.hasSuffix(";") ? String(sql.dropLast()) : sql
    let wrapped = "SELECT * FROM (\(bare)\(bare.contains("--") ? "\n" : "")) AS described LIMIT 0"
    let outcome = try await parts.interpreter.run(wrapped, for: parts.question(wrapped))
    repeated = sql
    guard case .answered(let answer) = outcome else { return tell(outcome, showsSQL: false, &reply) }
    let columns = answer.table.columns
    note(sqlState: "00000", rows: columns.count)
    let table = ResultTable(
      columns: ["Column", "Type"].map { .init(name: $0, type: "text") }, rows: columns.map { [$0.name, $0.type] })
    give(table, &reply)
  }

  /// Lays a statement's rows out crosswise.
  func crosstab(_ words: [String], _ reply: inout ReplReply) async throws {
    let outcome = try await run(try statement())
    guard case .answered(let answer) = outcome else { return tell(outcome, showsSQL: false, &reply) }
    note(sqlState: "00000", rows: answer.table.rows.count)
    give(try Crosstab(answer.table, words, null: display.style.null).table, &reply)
    for notice in answer.notices { reply.complain(notice) }
  }

  /// Asks whoever types for a value: `\prompt [text] name`.
  func askForValue(_ words: [String]) async throws {
    guard let name = words.last, words.count <= 2 else {
      throw ReplError.missingArgument("prompt", MetaCommand.prompt.argument ?? "")
    }
    guard Variables.isName(name) else {
      throw ReplError.badOption("\\prompt", String(name.prefix(40)), allowed: "letters, digits and _")
    }
    guard let line = console.line else { throw ReplError.needsTerminal("prompt") }
    if let value = await line(words.count > 1 ? words[0] : "") { variables[name] = value }
  }

  /// Runs a statement again and again, until Ctrl-C or so many times.
  func watch(_ words: [String], _ reply: inout ReplReply) async throws {
    var seconds = 2.0
    var count = Int.max
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, ["c", "count"].contains(parts[0]), let number = Int(parts[1]), number > 0 {
        count = number
      } else if let number = Double(parts.last ?? ""), number >= 0, number < 1e6,
        parts.count == 1 || ["i", "interval"].contains(parts[0])
      {
        seconds = number
      } else {
        throw ReplError.strayArgument("watch", String(word.prefix(40)))
      }
    }
    let sql = try statement()
    let display = display
    defer { self.display = display }
    let shown = seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    while !Task.isCancelled, count > 0, console.show != nil || count < .max {
      let now = Date().formatted(date: .abbreviated, time: .standard)
      self.display.style.title = (display.style.title.map { $0 + "  " } ?? "") + "\(now) (every \(shown)s)"
      tell(try await run(sql), showsSQL: false, &reply)
      reply.pager = .off
      await flush(&reply)
      count -= 1
      if hasFailed { return }
      if count > 0 { try? await Task.sleep(for: .seconds(seconds)) }
    }
  }
}
