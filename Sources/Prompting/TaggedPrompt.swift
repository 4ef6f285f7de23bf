import Vocabulary

/// The parts of a prompt whose names are tags.
struct TaggedPrompt {
  /// The question with tags before the words that mention or name something.
  let question: String
  private let tags: TagTable

  init(question: String, evidence: Evidence, tags: TagTable) {
    self.tags = tags
    self.question = Self.mark(question, Self.marks(evidence, tags))
  }

  /// The fixed tags of a tuned model with the mentions of one question.
  static func fixed(_ tags: TagTable, _ evidence: Evidence) -> TagTable {
    var tags = tags
    tags.mentions = evidence.mentions
    return tags
  }

  /// Tags for the relations that retrieval found, in the order of the catalog.
  ///
  /// - Parameter widest: of a relation with more columns than this, keys and what the question names come first.
  static func table(_ evidence: Evidence, _ snapshot: SchemaSnapshot, widest: Int) -> TagTable {
    var table = TagTable(relations: [], columns: [], mentions: evidence.mentions)
    for name in evidence.relations.map(\.name).sorted() {
      guard let relation = snapshot.relation(name), table.relations.count < TagTable.maxRelations else { continue }
      let columns = narrowed(relation, evidence, snapshot, to: widest)
      guard table.columns.count + columns.count <= TagTable.maxColumns else { continue }
      table.append(relation, columns: columns)
    }
    return table
  }

  private static func narrowed(
    _ relation: Relation, _ evidence: Evidence, _ snapshot: SchemaSnapshot, to widest: Int
  ) -> [Column] {
    guard relation.columns.count > widest else { return relation.columns }
    var wanted = Set(relation.primaryKey)
    for key in snapshot.foreignKeys where key.from == relation.name { wanted.formUnion(key.fromColumns) }
    for linked in evidence.columns where linked.name.relation == relation.name { wanted.insert(linked.name.column) }
    for words in evidence.words {
      for name in words.columns where name.relation == relation.name { wanted.insert(name.column) }
    }
    var room = widest - relation.columns.count { wanted.contains($0.name) }
    let chosen = relation.columns.filter { column in
      if wanted.contains(column.name) { return true }
      room -= 1
      return room >= 0
    }
    return Array(chosen.prefix(widest))
  }

  // MARK: Question

  /// Tags that stand before a span of the question.
  struct Mark {
    var range: Range<Int>
    var tags: String
  }

  /// Names that a word is linked to at most; the best come first.
  private static let linksPerWord = 3

  private static func marks(_ evidence: Evidence, _ tags: TagTable) -> [Mark] {
    var marks = tags.mentions.enumerated().map { Mark(range: $0.element.range, tags: "<v\($0.offset)>") }
    for words in evidence.words {
      let relations = words.relations.lazy.compactMap { tags.number(of: $0) }.prefix(1).map { "<t\($0)>" }
      let columns = words.columns.lazy.compactMap { tags.number(of: $0) }.prefix(linksPerWord - relations.count)
        .map { "<c\($0)>" }
      let text = (Array(relations) + Array(columns)).joined()
      if !text.isEmpty { marks.append(Mark(range: words.range, tags: text)) }
    }
    return marks.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The question in lower case with the marks before their words, and nothing that could pass for a tag.
  static func mark(_ question: String, _ marks: [Mark]) -> String {
    let bytes = Array(question.utf8)
    var text = ""
    var at = 0
    for mark in marks where mark.range.lowerBound >= at && mark.range.upperBound <= bytes.count {
      append(bytes[at..<mark.range.lowerBound])
      while text.hasSuffix(" ") { text.removeLast() }
      text += mark.tags + " "
      append(bytes[mark.range])
      at = mark.range.upperBound
    }
    append(bytes[at...])
    while text.hasSuffix(" ") { text.removeLast() }
    return text.hasPrefix("<") ? text : " " + text

    func append(_ slice: ArraySlice<UInt8>) {
      for scalar in String(decoding: slice, as: UTF8.self).lowercased().unicodeScalars {
        switch scalar {
        case "<", "＜", "﹤": text += "< "
        case _ where scalar.properties.generalCategory == .control || scalar.properties.isWhitespace:
          if !text.hasSuffix(" "), !text.isEmpty { text += " " }
        // Characters that nobody sees were in no question that the model learnt from.
        case _ where scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .privateUse:
          break
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  // MARK: Links

  /// What each mention is.
  var links: String {
    tags.mentions.enumerated().map { number, mention in
      switch mention.content {
      case .value(let stored):
        let columns = stored.compactMap { tags.number(of: $0.column) }
        return "<v\(number)>" + (columns.isEmpty ? " text" : columns.prefix(4).map { "<c\($0)>" }.joined())
      case .number: return "<v\(number)> number"
      case .period(let period): return "<v\(number)> \(period.grain.rawValue)"
      case .text: return "<v\(number)> text"
      }
    }.joined(separator: ";")
  }

  // MARK: Schema

  /// The relations of a tag table in the order of their tags: names as words, families of types, keys.
  static func schema(_ tags: TagTable, _ snapshot: SchemaSnapshot) -> String {
    var numbers: [ColumnName: Int] = [:]
    for (number, name) in tags.columns.enumerated() { if let name { numbers[name] = number } }
    var text = ""
    let shared = prefix(of: snapshot)
    for (number, name) in tags.relations.enumerated() {
      guard let name, let relation = snapshot.relation(name) else { continue }
      let targets = targets(of: name, snapshot, numbers)
      let prefix = Identifier.prefix(of: relation.columns.map(\.name))
      text += "<t\(number)> " + words(name.name, without: shared) + ":"
      for column in relation.columns {
        guard let tag = numbers[ColumnName(name, column.name)] else { continue }
        text += "<c\(tag)> " + words(column.name, without: prefix) + " " + family(column.family)
        if relation.primaryKey == [column.name] { text += " key" }
        if let target = targets[column.name] { text += " =<c\(target)>" }
      }
      text += ";"
    }
    return text
  }

  private static func targets(
    of name: RelationName, _ snapshot: SchemaSnapshot, _ numbers: [ColumnName: Int]
  ) -> [String: Int] {
    var targets: [String: Int] = [:]
    for key in snapshot.foreignKeys where key.from == name {
      for (from, to) in zip(key.fromColumns, key.toColumns) {
        if let number = numbers[ColumnName(key.to, to)] { targets[from] = number }
      }
    }
    return targets
  }

  /// What hides the words of the relations' names, of a schema of which all names are looked at in no time.
  private static func prefix(of snapshot: SchemaSnapshot) -> String {
    snapshot.relations.count > TagTable.maxRelations ? "" : Identifier.prefix(of: snapshot.relations.map(\.name.name))
  }

  private static func words(_ name: String, without prefix: String) -> String {
    let name = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    let words = Identifier.words(name).joined(separator: " ")
    return words.replacing("<", with: " ")
  }

  private static func family(_ family: TypeFamily) -> String {
    switch family {
    case .integer: "int"
    case .number: "num"
    case .boolean: "bool"
    case .timestamp: "time"
    case .enumeration: "enum"
    case .text, .uuid: "text"
    case .date, .json, .array: family.rawValue
    case .time, .interval, .binary, .other: "other"
    }
  }
}
