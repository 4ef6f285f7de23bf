import Vocabulary

/// The parts of a prompt whose names are tags.
struct TaggedPrompt {
  let question: String
  let evidence: Evidence
  let snapshot: SchemaSnapshot
  let tags: TagTable

  init(question: String, evidence: Evidence, snapshot: SchemaSnapshot, tags: TagTable) {
    self.evidence = evidence
    self.snapshot = snapshot
    self.tags = tags
    self.question = Self.mark(question, tags.mentions)
  }

  /// The fixed tags of a tuned model with the mentions of one question.
  static func fixed(_ tags: TagTable, _ evidence: Evidence) -> TagTable {
    var tags = tags
    tags.mentions = evidence.mentions
    return tags
  }

  /// Tags for the relations that retrieval found, in the order of the catalog.
  static func table(_ evidence: Evidence, _ snapshot: SchemaSnapshot) -> TagTable {
    var table = TagTable(relations: [], columns: [], mentions: evidence.mentions)
    for name in evidence.relations.map(\.name).sorted() {
      guard let relation = snapshot.relation(name), table.relations.count < TagTable.maxRelations else { continue }
      guard table.columns.count + relation.columns.count <= TagTable.maxColumns else { continue }
      table.append(relation)
    }
    return table
  }

  // MARK: Question

  /// The question in lower case with each mention's tag before its words, and nothing that could pass for a tag.
  static func mark(_ question: String, _ mentions: [Mention]) -> String {
    let bytes = Array(question.utf8)
    var text = ""
    var at = 0
    for (number, mention) in mentions.enumerated()
    where mention.range.lowerBound >= at && mention.range.upperBound <= bytes.count {
      append(bytes[at..<mention.range.lowerBound])
      while text.hasSuffix(" ") { text.removeLast() }
      text += "<v\(number)> "
      append(bytes[mention.range])
      at = mention.range.upperBound
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

  /// What each mention is, and (for a model that reads the schema) which names the question's words match.
  func links(names: Bool) -> String {
    var parts: [String] = []
    for (number, mention) in tags.mentions.enumerated() {
      switch mention.content {
      case .value(let stored):
        let columns = stored.compactMap { tags.number(of: $0.column) }
        parts.append("<v\(number)>" + (columns.isEmpty ? " text" : columns.prefix(4).map { "<c\($0)>" }.joined()))
      case .number: parts.append("<v\(number)> number")
      case .period(let period): parts.append("<v\(number)> \(period.grain.rawValue)")
      case .text: parts.append("<v\(number)> text")
      }
    }
    if names {
      let relations = evidence.relations.filter { !$0.reasons.isEmpty && $0.score > 0 }.prefix(4)
      let columns = evidence.columns.prefix(8)
      parts.append(relations.compactMap { tags.number(of: $0.name) }.map { "<t\($0)>" }.joined())
      parts.append(columns.compactMap { tags.number(of: $0.name) }.map { "<c\($0)>" }.joined())
    }
    return parts.joined(separator: ";")
  }

  // MARK: Schema

  /// The relations of a tag table in the order of their tags: names as words, families of types, keys.
  static func schema(_ tags: TagTable, _ snapshot: SchemaSnapshot) -> String {
    var numbers: [ColumnName: Int] = [:]
    for (number, name) in tags.columns.enumerated() { if let name { numbers[name] = number } }
    var text = ""
    for (number, name) in tags.relations.enumerated() {
      guard let name, let relation = snapshot.relation(name) else { continue }
      let targets = targets(of: name, snapshot, numbers)
      text += "<t\(number)> " + words(name.name) + ":"
      for column in relation.columns {
        guard let tag = numbers[ColumnName(name, column.name)] else { continue }
        text += "<c\(tag)> " + words(column.name) + " " + family(column.family)
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

  private static func words(_ name: String) -> String {
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
