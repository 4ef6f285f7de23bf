internal import Vocabulary

/// Reads one relation: what it and its columns are called and what they are for.
struct EntityReader {
  /// - Parameter hidden: letters that the names of all relations begin with.
  static func entity(_ relation: Relation, hidden: String, _ index: Int, _ lexicon: Lexicon) -> Entity {
    let words = SpokenName.words(relation.name.name, without: hidden)
    let phrase = lexicon.inflection.singular(words.joined(separator: " "))
    var nouns = [phrase]
    if let comment = relation.comment {
      // "Orders and shop purchases of customers": the first plural noun.
      let first = comment.split(separator: " ").prefix {
        !["of", "that", "and", "in", "to", "for", "with", "where"].contains($0)
      }
      let said = first.joined(separator: " ").lowercased()
      if let noun = CommentReader.noun(said).map(lexicon.inflection.singular), isAnotherWord(noun, for: words, lexicon)
      {
        nouns.append(noun)
      }
    }
    let head = words.last.map(lexicon.inflection.singular) ?? phrase
    if words.count > 1, lexicon.entities[head] != nil { nouns.append(head) }
    var heads = [phrase, head]
    for noun in nouns {
      for synonym in lexicon.entities[noun] ?? [] { nouns.append(synonym) }
    }
    if let swapped = lexicon.entities[head], words.count > 1, lexicon.entities[phrase] == nil {
      // "purchase order" → "purchase bill" would be wrong: only plain heads are exchanged, above.
      heads += swapped
    }
    heads += nouns
    var entity = Entity(
      index: index, relation: relation, nouns: unique(nouns), plurals: [], heads: unique(heads), isPerson: false)
    entity.isPerson = entity.nouns.contains { lexicon.people.contains($0) } || lexicon.people.contains(head)
    let letters = SpokenName.shared(by: relation.columns.map(\.name))
    entity.attributes = relation.columns.enumerated().map { index, column in
      attribute(column, SpokenName.words(column.name, without: letters), index, entity, words, lexicon)
    }
    return entity
  }

  /// Whether a comment's noun is a synonym of the relation's own head: "parcel" of shipment, but not "goods" of return.
  private static func isAnotherWord(_ noun: String, for words: [String], _ lexicon: Lexicon) -> Bool {
    guard let last = words.last, let said = noun.split(separator: " ").last.map(String.init) else { return false }
    let head = lexicon.inflection.singular(last)
    if noun == head { return true }
    guard noun.split(separator: " ").count <= 2, said != head else { return false }
    return lexicon.entities[head]?.contains(said) == true || lexicon.entities[said]?.contains(head) == true
  }

  static func unique(_ items: [String]) -> [String] {
    var seen: Set<String> = []
    return items.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  private static func attribute(
    _ column: Column, _ columnWords: [String], _ index: Int, _ entity: Entity, _ relationWords: [String],
    _ lexicon: Lexicon
  ) -> Attribute {
    let inflection = lexicon.inflection
    var words = columnWords
    let singularRelation = relationWords.map(inflection.singular)
    // customer.customer_name is the name; but order.order_date stays the order date.
    if words.count > 1, let first = words.first, singularRelation.contains(first),
      words.count > 2 || lexicon.isKind("label", words) || lexicon.isKind("category", words)
    {
      words.removeFirst()
    }
    if column.family == .boolean, let first = words.first, ["is", "has", "was", "can"].contains(first), words.count > 1
    {
      words.removeFirst()
    }
    let isPrimary = entity.relation.primaryKey == [column.name]
    var units: [String] = []
    var nouns: [String] = []
    if words.count > 1, let last = words.last, let unit = lexicon.units[last], column.family.isNumeric {
      units = unit
      let bare = words.dropLast().joined(separator: " ")
      nouns =
        last == "days" || last == "percent" ? [words.joined(separator: " "), bare] : [bare, "\(bare) in \(unit[0])"]
    }
    if column.family.isTemporal, let last = words.last, words.count > 1, lexicon.isKind("dates", last) {
      let stem = words.dropLast().joined(separator: " ")
      nouns = last == "on" || last == "at" ? [] : [words.joined(separator: " ")]
      nouns += lexicon.attributes[stem]?.filter { _ in last == "on" || last == "at" } ?? []
      if nouns.isEmpty { nouns = ["\(stem) date", "date \(stem)"] }
    }
    if nouns.isEmpty { nouns = [words.joined(separator: " ")] }
    let role = role(column, words, isPrimary: isPrimary, lexicon)
    if let comment = column.comment, role != .key, let said = CommentReader.noun(comment) {
      // A short comment is the natural name of a cryptic column.
      let isCryptic =
        words.count == 1 && lexicon.attributes[words[0]] == nil && !lexicon.isKind("category", words)
        && !lexicon.isKind("money", words) && words[0].count <= 5
      if isCryptic, said == comment.lowercased() { nouns.insert(said, at: 0) } else { nouns.append(said) }
    }
    // A film's rating is no score and has no stars.
    let hasSynonyms = column.family.isNumeric || !["rating", "score", "grade"].contains(words.last ?? "")
    if hasSynonyms { for noun in nouns { nouns += lexicon.attributes[noun] ?? [] } }
    if let head = words.last, words.count > 1, units.isEmpty, !head.hasSuffix("ed"),
      role == .money || role == .category || role == .measure
    {
      nouns.append(head)
    }
    var attribute = Attribute(
      entity: entity.index, index: index, name: ColumnName(entity.relation.name, column.name), column: column,
      role: role,
      words: words, nouns: unique(nouns), values: values(column))
    attribute.units = units
    if role == .money { attribute.units = currency(column) }
    attribute.isUnique = isPrimary || entity.relation.uniqueKeys.contains([column.name])
    if attribute.isUnique, role == .category { attribute.role = .label }
    if words == relationWords.map(inflection.singular), column.family == .text { attribute.role = .label }
    describe(&attribute, entity, lexicon)
    return attribute
  }

  private static func describe(_ attribute: inout Attribute, _ entity: Entity, _ lexicon: Lexicon) {
    let words = attribute.words
    let phrase = words.joined(separator: " ")
    if attribute.isMeasure {
      attribute.measure =
        lexicon.measures[phrase] ?? lexicon.measures[attribute.nouns[0]]
        ?? (attribute.units.isEmpty ? nil : lexicon.measures[words.dropLast().joined(separator: " ")])
        ?? words.last.flatMap { lexicon.measures[$0] }
        ?? words.dropLast().last.flatMap { attribute.units.isEmpty ? nil : lexicon.measures[$0] }
    }
    let comment = attribute.column.comment ?? ""
    if attribute.column.family.isTemporal {
      let stem = words.count > 1 && lexicon.isKind("dates", words[words.count - 1]) ? Array(words.dropLast()) : words
      var date = lexicon.dates[stem.joined(separator: " ")] ?? stem.last.flatMap { lexicon.dates[$0] }
      if date == nil, let verb = stem.last, verb.hasSuffix("ed"), verb.count > 4 {
        date = Lexicon.DateWords(passive: [verb], active: [], newest: ["most recently \(verb)"], oldest: [])
      }
      // Rows are created; people are not.
      if entity.isPerson, date?.passive.first == "created" {
        date?.passive = ["added"]
        date?.active = ["joined", "signed up", "registered"]
      }
      if let said = CommentReader.dateWords(comment, nouns: entity.heads) {
        date = Lexicon.DateWords(
          passive: unique(said.passive + (date?.passive ?? [])), active: unique(said.active + (date?.active ?? [])),
          newest: date?.newest ?? [], oldest: date?.oldest ?? [])
      }
      attribute.date = date
    }
    if attribute.role == .year, words.count > 1 {
      // "founded year" → founded; the oldest brand has the lowest.
      attribute.date = words.lazy.compactMap { lexicon.dates[$0] }.first
    }
    if let meaning = CommentReader.nullMeaning(comment) { attribute.nullMeanings = [meaning] }
    if attribute.role == .flag, let meaning = CommentReader.trueMeaning(comment, nouns: entity.heads) {
      attribute.trueMeanings = [meaning]
    }
    attribute.sumNouns = CommentReader.sumNouns(comment)
    if attribute.role == .json { attribute.jsonKeys = JSONKeys.keys(values: attribute.values, comment: comment) }
  }

  private static func currency(_ column: Column) -> [String] {
    let comment = (column.comment ?? "").lowercased()
    if comment.contains("dollar") || comment.contains("usd") { return ["dollars", "$"] }
    return comment.contains("eur") ? ["euros", "EUR", "€"] : ["euros", "dollars", "€", "$"]
  }

  private static func values(_ column: Column) -> [String] {
    let all = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
    return all.filter { !$0.isEmpty && $0.utf8.count <= 60 && !$0.contains("\n") }
  }

  private static func role(_ column: Column, _ words: [String], isPrimary: Bool, _ lexicon: Lexicon) -> Attribute.Role {
    let last = words.last ?? ""
    if column.family.isNumeric, words.count == 1, last.count <= 4, last.hasSuffix("id") || last == "key" { return .key }
    if column.family.isNumeric, ["active", "enabled", "deleted", "visible"].contains(last) { return .code }
    if lexicon.isKind("technical", words) || column.family == .binary || column.family == .other { return .technical }
    switch column.family {
    case .boolean: return .flag
    case .date, .timestamp: return .date
    case .array: return .array
    case .json: return .json
    case .enumeration: return .category
    case .time, .interval, .binary, .other: return .technical
    case .uuid: return .key
    case .integer, .number:
      if isPrimary || last == "id" || words.contains("key") && words.count > 1 { return .key }
      if column.type.contains("year") || lexicon.isKind("year", last) { return .year }
      if lexicon.isKind("notmeasure", last) { return .code }
      if lexicon.isKind("quantity", words) { return .quantity }
      if lexicon.isKind("money", words) || (column.family == .number && lexicon.isKind("money", last)) { return .money }
      return .measure
    case .text:
      if last == "id" { return .key }
      if lexicon.isKind("contact", words) { return .contact }
      if lexicon.isKind("freetext", words) { return .freeText }
      if lexicon.isKind("place", words) { return .place }
      if words == ["title"] || words == ["name"] { return .label }
      if lexicon.isKind("category", words) { return .category }
      if lexicon.isKind("label", words) { return .label }
      return column.valuesAreComplete || (1...40).contains(column.commonValues.count) && !column.commonValues.isEmpty
        ? .category : .label
    }
  }

  /// What the key's column calls its target: buyer_id → "buyer"; nil where that is just the target's noun.
  static func role(of link: Link, child: Entity, parent: Entity, _ lexicon: Lexicon) -> String? {
    guard link.childColumns.count == 1 else { return nil }
    var words = child.attributes[link.childColumns[0]].words
    while let last = words.last, ["id", "code", "key", "number", "name", "fk"].contains(last), words.count > 1 {
      words.removeLast()
    }
    var role = words.joined(separator: " ")
    if role == "reports to" { role = "manager" }
    if link.isSelf, role.hasPrefix("parent"), let comment = child.attributes[link.childColumns[0]].column.comment {
      // "Department the category belongs to": the upper row has a name of its own.
      let said = comment.split(separator: " ").prefix(2).map { $0.lowercased() }
      if said.count == 2, ["the", "that", "a"].contains(said[1]), said[0].allSatisfy(\.isLetter),
        !parent.heads.contains(said[0])
      {
        return said[0]
      }
    }
    return role == "id" || role.hasSuffix("id") || parent.heads.contains(role)
      || parent.relation.name.name.contains(role)
      ? nil : role
  }

  /// Chooses label, key, main date once links are known.
  static func finish(_ entity: inout Entity, isReferring: Bool, _ lexicon: Lexicon) {
    let attributes = entity.attributes
    if entity.relation.primaryKey.count == 1 {
      entity.key = attributes.firstIndex { $0.name.column == entity.relation.primaryKey[0] }
    } else if entity.relation.primaryKey.isEmpty {
      entity.key = attributes.first { $0.role == .key && !$0.isForeign && $0.words.last == "id" }?.index
    }
    let first = attributes.firstIndex { $0.words == ["first", "name"] }
    let last = attributes.firstIndex { $0.words == ["last", "name"] }
    if let first, let last {
      entity.label = [first, last]
    } else {
      let candidates = attributes.filter { $0.role == .label && !$0.isForeign }
      let best = candidates.max { rank($0, entity) < rank($1, entity) }
      if let best, rank(best, entity) > (entity.relation.primaryKey.count > 1 ? 3 : 1) { entity.label = [best.index] }
    }
    entity.isEvent = isReferring && entity.heads.contains { lexicon.events.contains($0) }
    if entity.label.isEmpty || (entity.isEvent && rank(attributes[entity.label[0]], entity) < 4) {
      let keys = entity.relation.primaryKey.compactMap { name in attributes.firstIndex { $0.name.column == name } }
      if let key = entity.key { entity.label = [key] } else if entity.label.isEmpty { entity.label = keys }
      if entity.label.isEmpty { entity.label = attributes.indices.prefix(1).map { $0 } }
    }
    entity.labelIsUnique = entity.label.count == 1 && attributes[entity.label[0]].isUnique
    let dates = attributes.filter { $0.role == .date && $0.words != ["last", "update"] }
    let stems = entity.heads.flatMap { [$0, $0 + "ed", $0 + "d"] }
    entity.mainDate =
      (dates.first { date in date.words.contains { stems.contains($0) } }
      ?? dates.first { ["date", "created", "create", "started", "opened", "paid"].contains($0.words.first ?? "") }
      ?? dates.first { $0.words != ["birth", "date"] } ?? nil)?.index
    if dates.isEmpty { entity.isEvent = false }
    nameSales(&entity)
  }

  /// What the sums of sold lines are called where no comment says so: pieces sold, product revenue.
  private static func nameSales(_ entity: inout Entity) {
    let words = Set(entity.nouns[0].split(separator: " ").map(String.init))
    guard words.isDisjoint(with: ["purchase", "stock", "wishlist", "cart", "return"]),
      !words.isDisjoint(with: ["line", "item", "sale", "detail"])
    else { return }
    for index in entity.attributes.indices where entity.attributes[index].sumNouns.isEmpty {
      let attribute = entity.attributes[index]
      if attribute.words.last == "quantity" {
        entity.attributes[index].sumNouns = ["pieces sold", "units sold", "quantity sold", "number of pieces sold"]
      } else if attribute.role == .money, ["total", "amount"].contains(attribute.words.last ?? "") {
        entity.attributes[index].sumNouns = ["product revenue", "product sales", "item revenue"]
      }
    }
  }

  private static func rank(_ attribute: Attribute, _ entity: Entity) -> Int {
    let words = attribute.words
    if words == ["name"] { return 9 }
    if words.joined(separator: " ") == entity.nouns.first { return 8 }
    if words == ["title"] { return 8 }
    if words.last == "name" { return 7 - min(attribute.index, 3) / 2 }
    if words.last == "title" { return 5 }
    if attribute.isUnique { return 4 }
    if words.last == "label" || words.last == "number" || words.last == "code" { return 3 }
    return attribute.index <= 2 ? 2 : 1
  }
}
