import Foundation
import Interpretation
import Presentation
import SafeExecution
import Vocabulary

/// One line of `validate --json-lines`: a statement in, what the gate says of it out. Nothing that a line holds or breaks
/// stops the next one.
struct ValidationLine {
  let id: JSONScalar
  /// `nil` when the line holds no statement.
  let bytes: [UInt8]?

  private struct Item: Decodable {
    var sql: String?
    var sql_base64: String?
  }

  private struct Named: Decodable { var id: JSONScalar? }

  init(_ line: String) {
    let decoder = JSONDecoder()
    let data = Data(line.utf8)
    id = (try? decoder.decode(Named.self, from: data))?.id ?? .null
    let item = try? decoder.decode(Item.self, from: data)
    bytes = item?.sql.map { Array($0.utf8) } ?? item?.sql_base64.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
  }

  /// The line of output.
  func judged(by view: DatabaseView, isStatic: Bool, executes: Bool) async -> String {
    let start = ContinuousClock.now
    var fields = ["\"id\":\(id.json)"]
    do {
      guard let bytes else { throw NoStatement() }
      let verdict = try await view.judge(bytes: bytes, dryRun: !isStatic)
      let findings = verdict.judgement.findings
      fields.append("\"accepted\":\(verdict.judgement.isAccepted)")
      fields.append("\"findings\":[\(findings.map(Self.json).joined(separator: ","))]")
      fields.append("\"layer\":\(findings.map(\.layer).min().map { JSONTable.quoted($0.rawValue) } ?? "null")")
      if executes, let query = verdict.query { fields += await Self.run(query, view) }
    } catch {
      fields += ["\"accepted\":false", "\"findings\":[]", "\"layer\":null", "\"error\":\(Self.json(error))"]
    }
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    fields.append("\"milliseconds\":\(Double(seconds) * 1e3 + (Double(attoseconds) * 1e-12).rounded() / 1e3)")
    return "{" + fields.joined(separator: ",") + "}\n"
  }

  private struct NoStatement: Breakage {
    var code: String { "DC008" }
    var message: String { "the line is no {id, sql} or {id, sql_base64}" }
  }

  /// `ran`, or `stopped` with what stopped it: a limit, the server, or the loss of it.
  private static func run(_ query: ValidatedQuery, _ view: DatabaseView) async -> [String] {
    do {
      let table = try await view.run(query)
      guard let limit = table.truncation else { return ["\"execution\":\"ran\"", "\"rows\":\(table.rows.count)"] }
      return ["\"execution\":\"stopped\"", "\"limit\":\(JSONTable.quoted(limit.rawValue))"]
    } catch {
      return ["\"execution\":\"stopped\"", "\"error\":\(json(error))"]
    }
  }

  private static func json(_ error: any Error) -> String {
    let breakage = error as? any Breakage
    let message = JSONTable.quoted(breakage?.message ?? "\(error)")
    return "{\"code\":\(JSONTable.quoted(breakage?.code ?? "XX000")),\"message\":\(message)}"
  }

  private static func json(_ finding: Finding) -> String {
    var fields = [
      "\"rule\":\(JSONTable.quoted(finding.rule))", "\"layer\":\(JSONTable.quoted(finding.layer.rawValue))",
      "\"message\":\(JSONTable.quoted(finding.message))",
    ]
    if let hint = finding.hint { fields.append("\"hint\":\(JSONTable.quoted(hint))") }
    if let position = finding.position { fields.append("\"position\":\(position)") }
    if let state = finding.sqlState { fields.append("\"sqlState\":\(JSONTable.quoted(state))") }
    return "{" + fields.joined(separator: ",") + "}"
  }
}
