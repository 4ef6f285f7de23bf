internal import SQLSyntax
internal import Vocabulary

/// A snapshot and a policy made ready for lookups by name, as the server would look up.
struct Catalog: Sendable {
  let snapshot: SchemaSnapshot
  let policy: ExecutionPolicy
  let lists: PolicyLists
  private let relations: [ExactName: [ExactName: Relation]]
  private let shapes: [RelationName: Shape]
  private let reaches: [RelationName: Set<RelationName>]
  /// By name, over all schemas.
  private let routines: [ExactName: [Routine]]
  private let types: [ExactName: [UserDefinedType]]
  private let knownOperators: Set<[String]>
  private let composites: Set<String>
  /// Where operators and casts run user code.
  let traits: UserCodeTraits
  let relationNames: [String]

  init(snapshot: SchemaSnapshot, policy: ExecutionPolicy) {
    self.snapshot = snapshot
    self.policy = policy
    let lists = PolicyLists.shared
    self.lists = lists
    var relations: [ExactName: [ExactName: Relation]] = [:]
    for relation in snapshot.relations {
      relations[ExactName(relation.name.schema), default: [:]][ExactName(relation.name.name)] = relation
    }
    self.relations = relations
    relationNames = snapshot.relations.map(\.name.name)
    reaches = Dictionary(
      snapshot.relations.compactMap { relation in
        guard let reaches = relation.reaches, !reaches.isEmpty else { return nil }
        return (relation.name, Set(reaches))
      }, uniquingKeysWith: { first, _ in first })
    routines = Dictionary(grouping: snapshot.routines) { ExactName($0.name) }
    types = Dictionary(grouping: snapshot.userDefinedTypes) { ExactName($0.name) }
    func isTrusted(_ name: String?) -> Bool {
      policy.trustsKnownExtensions && name.map { lists.extensionFunctions[$0] != nil } ?? false
    }
    knownOperators = Set(snapshot.operators.map { [$0.schema, $0.name] })
    composites = Set(snapshot.userDefinedTypes.filter { $0.kind == .composite }.map { "\($0.schema).\($0.name)" })
    let searchPath = snapshot.searchPath
    let types = types
    func key(_ printed: String) -> String {
      Self.key(TypeKey.parts(printed: printed), types, searchPath: searchPath)
    }
    let traits = UserCodeTraits(
      operators: snapshot.operators.filter { !isTrusted($0.ofExtension) },
      casts: snapshot.casts.filter { !isTrusted($0.ofExtension) }, types: snapshot.userDefinedTypes, key: key)
    self.traits = traits
    shapes = Dictionary(
      snapshot.relations.map { relation in
        let columns = relation.columns.map { column in
          let type = key(column.type)
          let isArray = column.type.hasSuffix("]")
          var size = Magnitude.column(of: traits.base(of: type), traits.contents(of: type))
          if isArray { size.type = nil }
          return OutputColumn(name: column.name, size: size)
        }
        return (relation.name, Shape(columns: columns))
      }, uniquingKeysWith: { first, _ in first })
  }

  func isSearched(_ schema: String) -> Bool { snapshot.searchPath.contains { $0.isExactly(schema) } }

  // Relations

  func relation(_ name: String, schema: String) -> Relation? { relations[ExactName(schema)]?[ExactName(name)] }

  /// The relation that an unqualified name means; names that the system catalogs use are not looked for.
  func relation(_ name: String) -> Relation? {
    for schema in snapshot.searchPath {
      if let found = relation(name, schema: schema) { return found }
    }
    return nil
  }

  /// The columns of a relation of the snapshot.
  func shape(of relation: Relation) -> Shape { shapes[relation.name] ?? Shape(isOpaque: true) }

  /// What a plan may read where the statement names these.
  ///
  /// - Parameter isOpen: whether the statement calls a function whose body may read more.
  func reach(of relations: [Relation], isOpen: Bool) -> PlanReach {
    PlanReach(relations, below: { reaches[$0.name] }, isOpen: isOpen)
  }

  /// The view that a view's definition reads under that name, whether or not the role may read it itself.
  func viewBelow(_ name: String, schema: String?) -> Relation? {
    if let known = schema.map({ relation(name, schema: $0) }) ?? relation(name) { return known }
    for hidden in snapshot.hiddenViews where hidden.name.name.isExactly(name) {
      // The server leaves the schema out where the search path finds the view.
      guard schema.map(hidden.name.schema.isExactly) ?? true else { continue }
      return Relation(name: hidden.name, kind: .view, columns: [], definition: hidden.definition)
    }
    return nil
  }

  static func isSystemSchema(_ schema: String) -> Bool {
    schema.hasPrefix("pg_") || schema == "information_schema"
  }

  // Functions

  func isAllowed(_ routine: Routine) -> Bool {
    if policy.allows(function: routine.name, schema: routine.schema) { return true }
    guard policy.trustsKnownExtensions, let owner = routine.ofExtension else { return false }
    return lists.extensionFunctions[owner]?.contains(ExactName(routine.name)) ?? false
  }

  /// Routines of that name that an unqualified call could mean.
  func visibleRoutines(_ name: String) -> [Routine] {
    (routines[ExactName(name)] ?? []).filter { isSearched($0.schema) }
  }

  func routines(_ name: String, schema: String) -> [Routine] {
    (routines[ExactName(name)] ?? []).filter { $0.schema.isExactly(schema) }
  }

  var routineNames: [String] { routines.keys.map(\.text) }

  /// Whether a name in attribute notation could call something that a query may not call.
  func namesForbiddenCall(_ name: String) -> Bool {
    let exact = ExactName(name)
    if let found = routines[exact], found.contains(where: { !isAllowed($0) }) { return true }
    // Which setting is read is decided by the call's argument, which attribute notation does not show.
    return exact == "current_setting" || traits.casts(inCall: name) || lists.refusedFunctions[exact] != nil
      || types[exact]?.contains { $0.kind != .enumeration } ?? false
  }

  /// Whether a call is one of a function that the administrator listed: the server may put its body in its place.
  func isListed(_ node: SyntaxNode) -> Bool {
    guard !policy.allowedFunctions.isEmpty, node.kind == .funcCall, let name = node.strings(.functionName).last else {
      return false
    }
    return routines[ExactName(name)]?.contains { policy.allows(function: $0.name, schema: $0.schema) } ?? false
  }

  /// Whether reading a relation calls such a function.
  func callsListed(_ relation: Relation) -> Bool {
    !policy.allowedFunctions.isEmpty
      && relation.calls.contains { $0.kind == .function && policy.allows(function: $0.name, schema: $0.schema) }
  }

  // Operators

  /// Whether an operator that is written with its schema could call a function that is not trusted.
  func isUntrusted(operator symbol: String, schema: String) -> Bool {
    guard knownOperators.contains([schema, symbol]) else { return true }
    return traits.operators[ExactName(symbol)]?.contains { $0.schema.isExactly(schema) } ?? false
  }

  // Types

  /// The user type that a name means; `schema` is `nil` for an unqualified name.
  func type(_ name: String, schema: String?) -> UserDefinedType? {
    guard let found = types[ExactName(name)] else { return nil }
    if let schema { return found.first { $0.schema.isExactly(schema) } }
    for schema in snapshot.searchPath {
      if let type = found.first(where: { $0.schema.isExactly(schema) }) { return type }
    }
    return nil
  }

  var typeNames: [String] { types.keys.map(\.text) + lists.allowedTypes.map(\.text) }

  func trusts(_ type: UserDefinedType) -> Bool { trusts(type.ofExtension) }

  private func trusts(_ extensionName: String?) -> Bool {
    policy.trustsKnownExtensions && extensionName.map { lists.extensionFunctions[$0] != nil } ?? false
  }

  // What runs without being named

  /// Whether user code that a view, a policy or a domain runs may run.
  func isAllowed(_ call: HiddenCall) -> Bool {
    switch call.kind {
    case .operator: return trusts(call.ofExtension)
    case .cast, .function:
      if call.kind == .cast, trusts(call.ofExtension) { return true }
      let found = routines(call.name, schema: call.schema)
      return !found.isEmpty && found.allSatisfy(isAllowed)
    }
  }

  // Type keys

  /// The key of a type that a statement names.
  func key(of node: SyntaxNode) -> String { Self.key(node.strings(.names), types, searchPath: snapshot.searchPath) }

  /// The key of a type that the snapshot names.
  func key(printed text: String) -> String {
    Self.key(TypeKey.parts(printed: text), types, searchPath: snapshot.searchPath)
  }

  /// The user type of a key.
  func type(key: String) -> UserDefinedType? {
    guard let dot = key.firstIndex(of: ".") else { return nil }
    return type(String(key[key.index(after: dot)...]), schema: String(key[..<dot]))
  }

  func isComposite(_ key: String) -> Bool { composites.contains(key) }

  /// A value of that type.
  func column(of key: String) -> Magnitude { .column(of: traits.base(of: key), traits.contents(of: key)) }

  private static func key(
    _ parts: [String], _ types: [ExactName: [UserDefinedType]], searchPath: [String]
  ) -> String {
    guard let name = parts.last else { return "" }
    if parts.count > 1 {
      let schema = parts[parts.count - 2]
      return schema == "pg_catalog" ? name : "\(schema).\(name)"
    }
    guard let found = types[ExactName(name)], !PolicyLists.shared.allowedTypes.contains(ExactName(name)) else {
      return name
    }
    let schema = searchPath.first { path in found.contains { $0.schema.isExactly(path) } }
    return schema.map { "\($0).\(name)" } ?? name
  }
}
