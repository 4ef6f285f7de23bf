extension Evidence {
  /// Reasons that are told of one name at most.
  private static let told = 4

  /// Why each relation and column was found: `sales.customers: "customer" names it, 'Oslo' is stored in it`.
  package var reasons: [String] {
    let relations = relations.map { Self.sentence($0.name.description, $0.reasons) }
    let columns = columns.prefix(12).map { Self.sentence($0.name.description, $0.reasons) }
    return relations + columns
  }

  private static func sentence(_ name: String, _ reasons: [Reason]) -> String {
    var told: [String] = []
    for reason in reasons where !told.contains(reason.description) { told.append(reason.description) }
    if told.isEmpty { return "\(name): near what was found" }
    return "\(name): " + told.prefix(Self.told).joined(separator: ", ")
  }
}

extension Evidence.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .name(let word): "\"\(word)\" names it"
    case .comment(let word): "\"\(word)\" is in its comment"
    case .synonym(let word): "\"\(word)\" means much the same"
    case .value(let value): "'\(value)' is stored in it"
    case .joinPath: "it joins what was found"
    case .inferredJoin: "it joins what was found, by an inferred key"
    case .term(let term): "the glossary says so of \"\(term)\""
    case .example(let id): "the approved question \(id) reads it"
    }
  }
}
