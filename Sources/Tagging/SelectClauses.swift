import Vocabulary

/// The clauses of one SELECT in tagged SQL.
struct SelectClauses {
  struct Source {
    enum Kind {
      case relation(Int)
      case query([TaggedItem], alias: String)
    }

    var kind: Kind
    var isLeft: Bool
    var on: [TaggedItem]

    func relation(_ tags: TagTable) -> RelationName? {
      guard case .relation(let number) = kind, tags.relations.indices.contains(number) else { return nil }
      return tags.relations[number]
    }

    /// Whether it is a relation that is joined along its keys, and must have a row.
    var isPlain: Bool {
      if case .relation = kind { !isLeft && on.isEmpty } else { false }
    }
  }

  var isDistinct = false
  var output: [TaggedItem] = []
  var sources: [Source] = []
  var where_: [TaggedItem] = []
  var groupBy: [TaggedItem] = []
  var having: [TaggedItem] = []
  var orderBy: [TaggedItem] = []
  var limit: [TaggedItem] = []
  var per: [TaggedItem] = []
  var offset: [TaggedItem] = []

  /// The items of all clauses, in the order of the text, for finding the columns.
  let all: [TaggedItem]

  /// `nil` when the items are no SELECT.
  init?(_ items: [TaggedItem]) {
    guard items.first?.word == "select" else { return nil }
    all = Array(items.dropFirst())
    var clause = "select"
    var parts: [String: [TaggedItem]] = [:]
    var previous = "select"
    var index = 1
    while index < items.count {
      let word = items[index].word
      let follows = index + 1 < items.count ? items[index + 1].word : nil
      switch word {
      // `is distinct from` is an operator; a clause comes after anything else.
      case "from" where previous != "distinct" || clause == "select" && parts["select"]?.isEmpty != false:
        clause = "from"
      case "where", "having", "limit", "per", "offset": clause = word ?? clause
      case "group" where follows == "by", "order" where follows == "by":
        clause = word ?? clause
        index += 1
      default: parts[clause, default: []].append(items[index])
      }
      previous = word ?? ""
      index += 1
    }
    output = parts["select"] ?? []
    if output.first?.word == "distinct" {
      isDistinct = true
      output.removeFirst()
    }
    guard !output.isEmpty else { return nil }
    where_ = parts["where"] ?? []
    groupBy = parts["group"] ?? []
    having = parts["having"] ?? []
    orderBy = parts["order"] ?? []
    limit = parts["limit"] ?? []
    per = parts["per"] ?? []
    offset = parts["offset"] ?? []
    guard let sources = Self.sources(parts["from"] ?? []) else { return nil }
    self.sources = sources
  }

  /// The relations in the order in which they are named, by themselves or by a column, each once.
  func relations(_ tags: TagTable) -> [RelationName] {
    var known: Set<RelationName> = []
    let named = sources.compactMap { $0.relation(tags) }
    let held = all.columns.compactMap { number, instance -> RelationName? in
      guard instance == .first, tags.columns.indices.contains(number) else { return nil }
      return tags.columns[number]?.relation
    }
    return (named + held).filter { known.insert($0).inserted }
  }

  /// The output expressions one by one.
  var outputList: [[TaggedItem]] { output.split(separator: .token(.symbol(","))).map(Array.init) }

  private static func sources(_ items: [TaggedItem]) -> [Source]? {
    var sources: [Source] = []
    var isLeft = false
    var index = 0
    while index < items.count {
      switch items[index] {
      case .token(.relation(let number)): sources.append(Source(kind: .relation(number), isLeft: isLeft, on: []))
      case .nested(let inner):
        guard inner.first?.word == "select" else { return nil }
        var alias = "x"
        if index + 1 < items.count, items[index + 1].word == "as" { index += 1 }
        if index + 1 < items.count, let word = items[index + 1].word, word != "join" {
          alias = word
          index += 1
        }
        sources.append(Source(kind: .query(inner, alias: alias), isLeft: isLeft, on: []))
      case .token(.word("left")): isLeft = true
      case .token(.word("on")):
        guard !sources.isEmpty else { return nil }
        var condition: [TaggedItem] = []
        while index + 1 < items.count, !["left", "join", "inner"].contains(items[index + 1].word) {
          index += 1
          condition.append(items[index])
        }
        sources[sources.count - 1].on = condition
      case .token(.word("join")) where index + 1 < items.count:
        // What follows a left join is joined plainly again unless it says otherwise.
        if index > 0, !["left", "outer"].contains(items[index - 1].word) { isLeft = false }
      case .token(.word("inner")), .token(.word("outer")): break
      case .token(.symbol(",")): isLeft = false
      default: return nil
      }
      index += 1
    }
    return sources
  }
}

extension [TaggedItem] {
  /// Columns of this scope in order: those outside nested sub-queries, and those that a sub-query takes with `o:`.
  var columns: [(Int, TaggedToken.Instance)] {
    flatMap { item -> [(Int, TaggedToken.Instance)] in
      switch item {
      case .token(.column(let number, let instance)): [(number, instance)]
      case .nested(let inner) where item.isQuery: inner.outerColumns.map { ($0, .first) }
      case .nested(let inner): inner.columns
      default: []
      }
    }
  }

  /// Columns that a sub-query takes from the query around it.
  private var outerColumns: [Int] {
    flatMap { item -> [Int] in
      switch item {
      case .token(.column(let number, .outer)): [number]
      case .nested(let inner) where !item.isQuery: inner.outerColumns
      default: []
      }
    }
  }

  /// Whether some sub-query takes a column of this scope.
  var hasOuterReference: Bool {
    contains { item in
      guard case .nested(let inner) = item else { return false }
      return item.isQuery ? !inner.outerColumns.isEmpty : inner.hasOuterReference
    }
  }
}
