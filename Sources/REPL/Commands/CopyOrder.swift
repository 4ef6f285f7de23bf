internal import Presentation
internal import Vocabulary

/// What `\copy` says: `(query) to 'file' [with] [csv|text] [header] [delimiter 'c'] [null 'text']`, or the same in
/// parentheses with commas.
struct CopyOrder: Equatable {
  private(set) var query = ""
  /// A path, `stdout`, or `|` and a command.
  private(set) var target = ""
  private(set) var isCSV = false
  private(set) var hasHeader = false
  private(set) var delimiter: Character?
  private(set) var null: String?

  init(_ line: String) throws(ReplError) {
    guard !line.isEmpty else { throw .missingArgument("copy", "(query) to file") }
    // The query ends where its parenthesis does, whatever stands in its quotes.
    var bytes = Array(line.utf8)
    var end = 0
    if bytes[0] == UInt8(ascii: "(") {
      guard let close = StatementScanner.endOfGroup(bytes) else { throw .badCopy("the parenthesis is not closed") }
      end = close
      query = String(decoding: bytes[1..<(end - 1)], as: UTF8.self).trimmed
    } else {
      // A table, perhaps with its columns.
      end = bytes.firstIndex { $0 == 32 || $0 == UInt8(ascii: "(") } ?? bytes.count
      let name = String(decoding: bytes[..<end], as: UTF8.self)
      var columns = "*"
      let rest = String(decoding: bytes[end...], as: UTF8.self).trimmed
      if rest.hasPrefix("("), let close = rest.firstIndex(of: ")") {
        columns = String(rest[rest.index(after: rest.startIndex)..<close])
        bytes = Array(rest[rest.index(after: close)...].utf8)
        end = 0
      }
      query = "select \(columns) from \(name)"
    }
    var words = ArgumentReader(String(decoding: bytes[end...], as: UTF8.self), Variables())
    guard let to = try words.word() else { throw .badCopy("\"to\" is missing") }
    guard to.lowercased() == "to" else {
      throw .badCopy(to.lowercased() == "from" ? "nothing is written into tables here" : "\"to\" is missing")
    }
    guard let target = try words.target(), !target.isEmpty else { throw .badCopy("it does not say where to") }
    if target.lowercased() == "program" {
      self.target = "|" + (try words.word() ?? "")
    } else {
      self.target = ["stdout", "pstdout"].contains(target.lowercased()) ? "stdout" : target
    }
    try options(&words)
  }

  private mutating func options(_ words: inout ArgumentReader) throws(ReplError) {
    var items: [String] = []
    while let word = try words.word() {
      // `(format csv, header)` says the same as `csv header`.
      let bare = word.filter { !["(", ")", ","].contains($0) }
      items.append(bare.isEmpty && word.count == 1 && !items.isEmpty ? word : bare)
    }
    var rest = items.filter { !$0.isEmpty && !["(", ")"].contains($0) }[...]
    while let item = rest.popFirst()?.lowercased() {
      switch item {
      case "with", "as", "format", "text": break
      case "csv": isCSV = true
      case "header":
        let value = rest.first.flatMap {
          $0.lowercased() == "true" || $0.lowercased() == "false" ? $0.lowercased() : nil
        }
        if value != nil { rest.removeFirst() }
        hasHeader = value != "false"
      case "delimiter", "delimiters":
        if rest.first?.lowercased() == "as" { rest.removeFirst() }
        guard let value = rest.popFirst(), value.utf8.count == 1 else {
          throw .badCopy("delimiter needs one character")
        }
        delimiter = value.first
      case "null":
        if rest.first?.lowercased() == "as" { rest.removeFirst() }
        null = rest.popFirst() ?? ""
      default: throw .badCopy("there is no option \"\(item.prefix(40))\"")
      }
    }
  }

  /// The rows as COPY writes them.
  func text(_ table: ResultTable) -> String {
    let separator = delimiter ?? (isCSV ? "," : "\t")
    let isOnly = table.columns.count == 1
    var lines = hasHeader ? [table.columns.map { field($0.name, separator, isOnly) }] : []
    lines += table.rows.map { row in row.map { $0.map { field($0, separator, isOnly) } ?? null ?? (isCSV ? "" : "\\N") }
    }
    return lines.map { $0.joined(separator: String(separator)) + "\n" }.joined()
  }

  private func field(_ value: String, _ separator: Character, _ isOnly: Bool) -> String {
    guard isCSV else {
      var text = ""
      for character in value.unicodeScalars {
        switch character {
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case "\u{08}": text += "\\b"
        case "\u{0B}": text += "\\v"
        case "\u{0C}": text += "\\f"
        case _ where Character(character) == separator: text += "\\\(character)"
        default: text.unicodeScalars.append(character)
        }
      }
      return text
    }
    // An empty text is quoted so that it is not taken for NULL; so is what stands for NULL, and what alone on a
    // line would end the data.
    let needsQuotes =
      value == (null ?? "") || (isOnly && value == "\\.")
      || value.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" || Character($0) == separator }
    return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
  }
}
