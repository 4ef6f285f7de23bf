import Foundation
import Testing
import Vocabulary

@testable import Tuning

@Suite struct NaturalPairFileTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "natural-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("Rows are grouped by snapshot, and rows that cannot be said are counted")
  func groups() async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try JSONEncoder().encode(NaturalFixture.snapshot).write(to: folder.appending(path: "college.json"))
    let rows = [
      #"{"snapshot": "college.json", "question": "how many students", "sql": "SELECT count(*) FROM student", "ok": true}"#,
      #"{"snapshot": "college.json", "question": "nothing", "sql": "SELECT a FROM nowhere"}"#,
    ]
    let path = folder.appending(path: "rows.jsonl")
    try Data(rows.joined(separator: "\n").utf8).write(to: path)
    let file = try NaturalPairFile(path: path.path(), snapshots: folder.path())
    let first = try #require(file.groups.first)
    let group = try await file.read(first)
    #expect(file.groups.count == 1)
    #expect(group.pairs.map(\.question) == ["how many students"])
    #expect(group.gaps == ["unknown name": 1])
    #expect(group.snapshot.database == "college")
  }

  @Test("A line that is no pair is named by its number")
  func brokenLine() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "rows.jsonl").path()
    try Data("{\"question\": 1}\n".utf8).write(to: URL(filePath: path))
    #expect(throws: NaturalFileError.unreadable(file: path, line: 1)) {
      try NaturalPairFile(path: path, snapshots: folder.path())
    }
  }
}
