internal import Vocabulary

/// Which types make operators and casts run user code that is not trusted. In most databases none does.
struct UserCodeTraits: Sendable {
  struct Overload: Sendable {
    let schema: String
    let left: String?
    let right: String?
    /// Operands of user types; without any, built-in types alone decide.
    var userTypes: Set<String> { Set([left, right].compactMap { $0 }.filter { $0.contains(".") }) }
  }

  struct Cast: Sendable {
    let source: String
    let target: String
    let isImplicit: Bool
  }

  /// By symbol.
  private(set) var operators: [ExactName: [Overload]] = [:]
  private(set) var casts: [Cast] = []
  /// Types of which a value must not go unnoticed.
  private var tracked: Set<String> = []
  /// For domains, composite types and the tracked types themselves: the tracked types inside.
  private var inside: [String: Set<String>] = [:]
  /// Attributes of composite types, with their types.
  private var attributes: [String: [ExactName: String]] = [:]
  private var bases: [String: String] = [:]

  /// Sources of casts that the server makes by itself.
  private(set) var implicitSources: Set<String> = []
  /// Sources of casts that the functions for JSON make.
  private(set) var documentSources: Set<String> = []

  /// Sources of casts to text.
  private(set) var textSources: Set<String> = []

  /// Whether a function that casts its argument by itself, called as if it were a field, could run one of the casts.
  func casts(inCall name: String) -> Bool {
    !documentSources.isEmpty && Self.speaksOfDocuments(name) || !textSources.isEmpty && name.hasPrefix("quote_")
  }

  static func speaksOfDocuments(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.indices.dropLast(3).contains { bytes[$0..<$0 + 4].elementsEqual("json".utf8) }
  }

  var isEmpty: Bool { operators.isEmpty && casts.isEmpty }

  /// - Parameters:
  ///   - operators: those that are not trusted.
  ///   - key: of a type as the snapshot prints it.
  init(
    operators: [UserDefinedOperator], casts: [UserDefinedCast], types: [UserDefinedType], key: (String) -> String
  ) {
    for each in operators {
      let overload = Overload(schema: each.schema, left: each.left.map(key), right: each.right.map(key))
      self.operators[ExactName(each.name), default: []].append(overload)
      tracked.formUnion(overload.userTypes)
    }
    self.casts = casts.map { Cast(source: key($0.source), target: key($0.target), isImplicit: $0.isImplicit) }
    tracked.formUnion(self.casts.map(\.source))
    implicitSources = Set(self.casts.filter(\.isImplicit).map(\.source))
    documentSources = Set(self.casts.filter { $0.target == "json" || $0.target == "jsonb" }.map(\.source))
    textSources = Set(self.casts.filter { $0.target == "text" }.map(\.source))
    for type in types {
      let name = "\(type.schema).\(type.name)"
      if let base = type.baseType { bases[name] = key(base) }
      if let names = type.attributes, let kinds = type.attributeTypes {
        attributes[name] = Dictionary(
          zip(names.map { ExactName($0) }, kinds.map(key)), uniquingKeysWith: { first, _ in first })
      }
    }
    for type in types { _ = fill("\(type.schema).\(type.name)", depth: 0) }
  }

  private mutating func fill(_ key: String, depth: Int) -> Set<String> {
    if let known = inside[key] { return known }
    var found: Set<String> = tracked.contains(key) ? [key] : []
    guard depth < 20 else { return found }
    for part in (attributes[key].map { Array($0.values) } ?? []) + [bases[key]].compactMap({ $0 }) {
      found.formUnion(fill(part, depth: depth + 1))
    }
    inside[key] = found
    return found
  }

  /// The tracked types that a value of a type may hold.
  func contents(of key: String) -> Set<String> {
    if isEmpty { return [] }
    return inside[key] ?? (tracked.contains(key) ? [key] : [])
  }

  /// What a domain stands on, at any depth; other types stand for themselves.
  func base(of key: String) -> String {
    var key = key
    for _ in 0..<20 {
      guard let next = bases[key] else { break }
      key = next
    }
    return key
  }

  func attribute(_ name: String, of key: String) -> String? { attributes[key]?[ExactName(name)] }
}
