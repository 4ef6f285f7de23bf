package import Vocabulary
internal import Yams

/// One Markdown file of the glossary: a head between two lines `---` with `term`, `synonyms`, `relations`, `columns` and
/// `condition`, and below it what the term means.
package struct GlossaryFile: Sendable {
  private struct Head: Decodable {
    var term: String?
    var synonyms: [String]?
    var relations: [String]?
    var columns: [String]?
    var condition: String?
  }

  package let term: Term

  /// - Parameter path: for errors; its name is the term where the head names none.
  package init(_ text: String, path: String) throws(RetrievalError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.last == "\r" ? $0.dropLast() : $0
    }
    var head = Head()
    var body = lines[...]
    if lines.first == "---" {
      guard let end = lines.dropFirst().firstIndex(of: "---") else {
        throw .glossary(path, "its head has no end: a line of --- is missing")
      }
      let yaml = lines[1..<end].joined(separator: "\n")
      do {
        if yaml.contains(where: { !$0.isWhitespace }) { head = try YAMLDecoder().decode(Head.self, from: yaml) }
      } catch {
        throw .glossary(path, "its head is no YAML of term, synonyms, relations, columns and condition")
      }
      body = lines[(end + 1)...]
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = head.term ?? String(file.prefix { $0 != "." }).replacing("-", with: " ").replacing("_", with: " ")
    guard name.contains(where: { $0.isLetter || $0.isNumber }) else { throw .glossary(path, "it names no term") }
    var relations: [RelationName] = []
    for text in head.relations ?? [] {
      let parts = Self.parts(text)
      guard parts.count == 2 else { throw .glossary(path, "\(text) is no relation: schema.name is") }
      relations.append(RelationName(parts[0], parts[1]))
    }
    var columns: [ColumnName] = []
    for text in head.columns ?? [] {
      let parts = Self.parts(text)
      guard parts.count == 3 else { throw .glossary(path, "\(text) is no column: schema.name.column is") }
      columns.append(ColumnName(RelationName(parts[0], parts[1]), parts[2]))
    }
    if head.condition != nil, relations.isEmpty {
      throw .glossary(path, "a condition needs the relations that it reads")
    }
    term = Term(
      name: name, synonyms: head.synonyms ?? [],
      text: body.map(String.init).filter { $0.contains { !$0.isWhitespace } && !$0.hasPrefix("#") }
        .joined(separator: " "),
      relations: relations, columns: columns, condition: head.condition)
  }

  /// `app."Odd name".id` in its parts.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var isQuoted = false
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\"" {
        if isQuoted, rest.first == "\"" { part.append(rest.removeFirst()) } else { isQuoted.toggle() }
      } else if character == ".", !isQuoted {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    return (parts + [part]).filter { !$0.isEmpty }
  }
}
