internal import Foundation

/// The results of a run that is under way, a line each: a run that was killed goes on from here.
package final class RunFile {
  private struct Head: Codable, Equatable { var run: String }

  /// What an earlier, unfinished run of the same identity left.
  package let known: [ItemResult]
  private let path: String
  private let handle: FileHandle
  private let encoder = JSONEncoder()

  /// - Parameter identity: of suite, model, program and options; a file of another identity is begun anew.
  package init(_ path: String, identity: String) throws(EvaluationError) {
    self.path = path
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    let lines = (FileManager.default.contents(atPath: path) ?? Data()).split(separator: UInt8(ascii: "\n"))
    let decoder = JSONDecoder()
    let head = lines.first.flatMap { try? decoder.decode(Head.self, from: $0) }
    let isSame = head == Head(run: identity)
    known = isSame ? lines.dropFirst().compactMap { try? decoder.decode(ItemResult.self, from: $0) } : []
    do {
      // Written whole once more: a line that a kill tore is gone then.
      var text = try encoder.encode(Head(run: identity)) + Data("\n".utf8)
      for result in known { text += try encoder.encode(result) + Data("\n".utf8) }
      let folder = (path as NSString).deletingLastPathComponent
      if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
      try text.write(to: URL(filePath: path), options: .atomic)
      guard let handle = FileHandle(forWritingAtPath: path) else { throw EvaluationError.unwritable(path) }
      try handle.seekToEnd()
      self.handle = handle
    } catch {
      throw .unwritable(path)
    }
  }

  /// Keeps a result.
  package func append(_ result: ItemResult) throws {
    try handle.write(contentsOf: try encoder.encode(result) + Data("\n".utf8))
  }

  /// The run is finished: its report holds everything.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }
}
