import Foundation
import Retrieval
import Vocabulary

/// What a limit on the words that mean nothing here keeps back, of questions that a database can answer and of those that it
/// cannot.
struct RefusalTrial {
  /// Holds `dev_*/questions*.jsonl`, `dev_*/unanswerable.jsonl` and `dev_*/databases`.
  let data: URL

  func run() async throws {
    let folders = try FileManager.default.contentsOfDirectory(at: data, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasPrefix("dev_") }.sorted { $0.path < $1.path }
    let crowd = try await Crowd(hidden: folders.map { $0.appending(path: "databases") }, others: [])
    let retrievers = Dictionary(
      uniqueKeysWithValues: crowd.schemas.keys.compactMap { name in crowd.alone(name).map { (name, Retriever($0)) } })
    let limits = stride(from: 0.1, through: 0.8, by: 0.1).map { $0 }
    print(
      "| share of questions below | | " + limits.map { "\(Int(($0 * 100).rounded())) %" }.joined(separator: " | ")
        + " |")
    print("|---|---|" + limits.map { _ in "---|" }.joined())
    for folder in folders {
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
      for file in files {
        let covered = try Self.questions(file).compactMap { question in
          retrievers[question.db]?.evidence(for: question.question).coverage
        }
        let shares = limits.map { limit in
          String(format: "%.1f %%", 100 * Double(covered.count { $0 < limit - 1e-9 }) / Double(max(1, covered.count)))
        }
        let name = folder.lastPathComponent + "/" + file.deletingPathExtension().lastPathComponent
        print("| \(name) | \(covered.count) | " + shares.joined(separator: " | ") + " |")
      }
    }
  }

  private struct Line: Decodable {
    var db: String
    var question: String
  }

  private static func questions(_ file: URL) throws -> [Line] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }
}
