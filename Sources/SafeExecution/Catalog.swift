internal import Vocabulary

/// A snapshot and a policy made ready for lookups by name, as the server would look up.
struct Catalog: Sendable {
  let snapshot: SchemaSnapshot
  let policy: ExecutionPolicy
  let lists: PolicyLists
  private let relations: [ExactName: [ExactName: Relation]]
  private let shapes: [RelationName: Shape]
  /// By name, over all schemas.
  private let routines: [ExactName: [Routine]]
  private let types: [ExactName: [UserDefinedType]]
  /// Operators that are not trusted, by symbol.
  private let untrustedOperators: [ExactName: [UserDefinedOperator]]
  private let knownOperators: Set<[String]>
  /// Names of types between which a cast runs a function that is not trusted.
  let untrustedCastTypes: Set<String>
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
    shapes = Dictionary(
      snapshot.relations.map { relation in
        let columns = relation.columns.map { OutputColumn(name: $0.name, size: .column, type: Self.lastPart($0.type)) }
        return (relation.name, Shape(columns: columns))
      }, uniquingKeysWith: { first, _ in first })
    relationNames = snapshot.relations.map(\.name.name)
    routines = Dictionary(grouping: snapshot.routines) { ExactName($0.name) }
    types = Dictionary(grouping: snapshot.userDefinedTypes) { ExactName($0.name) }
    func isTrusted(_ name: String?) -> Bool {
      policy.trustsKnownExtensions && name.map { lists.extensionFunctions[$0] != nil } ?? false
    }
    untrustedOperators = Dictionary(grouping: snapshot.operators.filter { !isTrusted($0.ofExtension) }) {
      ExactName($0.name)
    }
    knownOperators = Set(snapshot.operators.map { [$0.schema, $0.name] })
    // Of a cast between a user type and a built-in one, the user type alone is suspect.
    let userTypes = Set(snapshot.userDefinedTypes.map(\.name))
    untrustedCastTypes = Set(
      snapshot.casts.filter { !isTrusted($0.ofExtension) }.flatMap { cast in
        let ends = [cast.source, cast.target].map(Self.lastPart)
        let suspect = ends.filter(userTypes.contains)
        return suspect.isEmpty ? ends : suspect
      })
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
    return exact == "current_setting" || lists.refusedFunctions[exact] != nil
      || types[exact]?.contains { $0.kind != .enumeration } ?? false
  }

  // Operators

  /// Whether an operator symbol could call a function that is not trusted, written without a schema.
  func isUntrusted(operator symbol: String) -> Bool {
    guard !untrustedOperators.isEmpty, let found = untrustedOperators[ExactName(symbol)] else { return false }
    return found.contains { isSearched($0.schema) }
  }

  func isUntrusted(operator symbol: String, schema: String) -> Bool {
    guard knownOperators.contains([schema, symbol]) else { return true }
    return untrustedOperators[ExactName(symbol)]?.contains { $0.schema.isExactly(schema) } ?? false
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

  func trusts(_ type: UserDefinedType) -> Bool {
    policy.trustsKnownExtensions && type.ofExtension.map { lists.extensionFunctions[$0] != nil } ?? false
  }

  /// A type's bare name: `sales.channel` is `channel`, `numeric(12,2)` is `numeric`.
  static func lastPart(_ type: String) -> String {
    let bare = type.prefix { $0 != "(" && $0 != "[" }
    return (bare.split(separator: ".").last.map(String.init) ?? type).filter { $0 != "\"" }
  }
}
