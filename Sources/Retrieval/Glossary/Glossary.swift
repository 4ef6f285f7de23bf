internal import Foundation
package import Vocabulary

/// The business terms of a folder of Markdown files; a changed file counts from the next question on.
package actor Glossary {
  private let folder: String
  private var stamp: [String]?
  private var terms: [Term] = []

  package init(folder: String) { self.folder = folder }

  /// The terms as they are now, by the name of their file, and a number that changes with them.
  package func edition() throws(RetrievalError) -> (terms: [Term], number: Int) {
    let now = try Self.stamp(folder)
    if now != stamp {
      var fresh: [Term] = []
      for path in try Self.files(folder) {
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else {
          throw .glossary(path, "it is no UTF-8 text")
        }
        fresh.append(try GlossaryFile(text, path: path).term)
      }
      terms = fresh
      stamp = now
    }
    return (terms, now.hashValue)
  }

  private static func files(_ folder: String) throws(RetrievalError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .glossaryFolder(folder)
    }
    return names.filter { $0.hasSuffix(".md") && $0.lowercased() != "readme.md" }.sorted().map { folder + "/" + $0 }
  }

  /// Changes with every file that is written, added or taken away.
  private static func stamp(_ folder: String) throws(RetrievalError) -> [String] {
    try files(folder).map { path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(path) \(time) \(attributes?[.size] ?? 0) \(attributes?[.systemFileNumber] ?? 0)"
    }
  }
}
