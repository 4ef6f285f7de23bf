internal import Foundation

/// One statement of a data file of the corpora and what must become of it.
package struct CorpusCase: Sendable {
  package let file: String
  package let title: String
  /// `accepted`, `stopped`, or the name of a rule; several are separated by `|`, any of which will do.
  package let expected: [String]
  package let bytes: [UInt8]

  package var sql: String { String(decoding: bytes, as: UTF8.self) }
  package var testDescription: String { "\(file): \(title)" }

  /// The cases of all files of a folder of the corpus.
  package static func all(below folder: String) -> [CorpusCase] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: CorpusDatabase.file(folder))) ?? []
    return files.sorted().filter { $0.hasSuffix(".sql-ish") }.flatMap { all(in: "\(folder)/\($0)") }
  }

  /// The cases of a file: a line `# title: expected` starts one, its SQL follows.
  package static func all(in file: String) -> [CorpusCase] {
    guard let text = try? String(contentsOfFile: CorpusDatabase.file(file), encoding: .utf8) else { return [] }
    var cases: [CorpusCase] = []
    var heading: (String, [String])?
    var lines: [Substring] = []
    func finish() {
      guard let (title, expected) = heading else { return }
      let body = lines.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
      cases.append(CorpusCase(file: file, title: title, expected: expected, bytes: bytes(body)))
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("# "), let colon = line.lastIndex(of: ":") else {
        lines.append(line)
        continue
      }
      finish()
      lines = []
      let expected = line[line.index(after: colon)...].split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      heading = (String(line[..<colon].dropFirst(2)), expected)
    }
    finish()
    return cases
  }

  /// Most bodies are SQL. `%bytes …` holds bytes that no text file can, as `\xHH`; `%repeat N¦start¦unit¦middle¦end` stands
  /// for the start, the unit N times, the middle and the end N times.
  private static func bytes(_ body: String) -> [UInt8] {
    if body.hasPrefix("%bytes ") { return unescaped(body.dropFirst("%bytes ".count)) }
    guard body.hasPrefix("%repeat ") else { return Array(body.utf8) }
    let parts = body.dropFirst("%repeat ".count).split(separator: "¦", omittingEmptySubsequences: false).map(
      String.init)
    guard parts.count == 5, let count = Int(parts[0]) else { return [] }
    let text =
      parts[1] + String(repeating: parts[2], count: count) + parts[3] + String(repeating: parts[4], count: count)
    return Array(text.utf8)
  }

  private static func unescaped(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
        let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
