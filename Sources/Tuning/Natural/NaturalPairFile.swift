internal import Foundation
package import Vocabulary

/// A file of pairs that people wrote, one JSON object a line, together with the snapshots that they are about.
package struct NaturalPairFile: Sendable {
  /// One line.
  package struct Row: Sendable, Codable, Hashable {
    /// The path of the snapshot's JSON file; a relative one starts at the folder of snapshots.
    package var snapshot: String
    package var question: String
    /// The answer in PostgreSQL's SQL.
    package var sql: String

    package init(snapshot: String, question: String, sql: String) {
      self.snapshot = snapshot
      self.question = question
      self.sql = sql
    }
  }

  /// The pairs of one database.
  package struct Group: Sendable {
    package var snapshot: SchemaSnapshot
    package var pairs: [SyntheticPair]
    /// How many rows could not be said in tagged SQL, by reason.
    package var gaps: [String: Int]
  }

  /// The rows of the file, grouped by snapshot in the order of first appearance.
  package let groups: [(snapshot: String, rows: [Row])]
  private let folder: String

  /// Reads the lines of a file; `snapshots` is the folder that relative paths of snapshots start at.
  package init(path: String, snapshots folder: String) throws(NaturalFileError) {
    self.folder = folder
    guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(file: path, line: nil) }
    var groups: [(snapshot: String, rows: [Row])] = []
    var places: [String: Int] = [:]
    let decoder = JSONDecoder()
    for (number, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard let row = try? decoder.decode(Row.self, from: line) else { throw .unreadable(file: path, line: number + 1) }
      if let place = places[row.snapshot] {
        groups[place].rows.append(row)
      } else {
        places[row.snapshot] = groups.count
        groups.append((row.snapshot, [row]))
      }
    }
    self.groups = groups
  }

  /// The pairs of one group in tagged SQL.
  package func read(_ group: (snapshot: String, rows: [Row])) async throws(NaturalFileError) -> Group {
    let snapshot = try self.snapshot(group.snapshot)
    let reader = NaturalPairReader(snapshot)
    var result = Group(snapshot: snapshot, pairs: [], gaps: [:])
    for row in group.rows {
      switch await reader.read(question: row.question, sql: row.sql) {
      case .success(let reading): result.pairs.append(reading.pair)
      case .failure(let gap): result.gaps[gap.reason, default: 0] += 1
      }
    }
    return result
  }

  private func snapshot(_ name: String) throws(NaturalFileError) -> SchemaSnapshot {
    let path = name.hasPrefix("/") ? name : folder + "/" + name
    guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(file: path, line: nil) }
    do { return try JSONDecoder().decode(SchemaSnapshot.self, from: data) } catch {
      throw .unreadable(file: path, line: nil)
    }
  }
}
