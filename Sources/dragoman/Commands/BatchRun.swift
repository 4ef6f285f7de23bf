import Foundation
import Interpretation
import Presentation
import Vocabulary

/// `ask --batch`: JSON lines in, JSON lines out, resumable.
struct BatchRun {
  let interpreter: Interpreter
  let composition: Composition
  let input: String
  let output: String?

  private struct Item: Decodable {
    var id: JSONScalar
    var question: String
  }

  private struct Done: Decodable { var id: JSONScalar }

  func run() async throws {
    let decoder = JSONDecoder()
    let lines = try TextFile.lines(input)
    let done = Set(finished().compactMap { try? decoder.decode(Done.self, from: Data($0.utf8)).id })
    let sink = try sink()
    var progress = ProgressBar("answering", total: lines.count)
    for (index, line) in lines.enumerated() {
      progress.show(index)
      guard let item = try? decoder.decode(Item.self, from: Data(line.utf8)) else {
        Terminal.note("dragoman: line \(index + 1) of \(input) is no {\"id\": …, \"question\": …}; skipped")
        continue
      }
      if done.contains(item.id) { continue }
      try sink(await answer(item))
    }
    progress.show(lines.count)
  }

  /// One line of output. What breaks for one question does not stop the others, unless nothing can work any more.
  private func answer(_ item: Item) async -> String {
    let start = ContinuousClock.now
    var fields = ["\"id\":\(item.id.json)"]
    do {
      switch try await interpreter.ask(composition.question(item.question)) {
      case .answered(let answer):
        fields.append("\"sql\":\(JSONTable.quoted(answer.sql))")
        fields.append("\"outcome\":\"answered\"")
        fields.append("\"confidence\":\(answer.confidence.map { String($0) } ?? "null")")
      case .refused(let refusal):
        fields.append("\"sql\":null,\"outcome\":\"refused\",\"confidence\":null")
        fields.append("\"reason\":\(JSONTable.quoted(refusal.reason.rawValue))")
        fields.append("\"message\":\(JSONTable.quoted(refusal.message))")
      }
    } catch {
      let message = (error as? any Breakage)?.message ?? "\(error)"
      fields.append("\"sql\":null,\"outcome\":\"failed\",\"confidence\":null,\"message\":\(JSONTable.quoted(message))")
    }
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    fields.append("\"milliseconds\":\(Double(seconds) * 1e3 + (Double(attoseconds) * 1e-14).rounded() / 10)")
    return "{" + fields.joined(separator: ",") + "}\n"
  }

  private func finished() -> [String] { output.flatMap { try? TextFile.lines($0) } ?? [] }

  private func sink() throws -> (String) throws -> Void {
    guard let output else { return { Terminal.write($0) } }
    if !FileManager.default.fileExists(atPath: output) {
      guard FileManager.default.createFile(atPath: output, contents: nil) else {
        throw TextFile.Unreadable(path: output)
      }
    }
    guard let handle = FileHandle(forWritingAtPath: output) else { throw TextFile.Unreadable(path: output) }
    try handle.seekToEnd()
    // A run that was killed in the middle of a line leaves half of one: it is asked again on a line of its own.
    if let last = try? TextFile.lines(output).last, !last.hasSuffix("}") {
      try handle.write(contentsOf: Data("\n".utf8))
    }
    return { try handle.write(contentsOf: Data($0.utf8)) }
  }
}
