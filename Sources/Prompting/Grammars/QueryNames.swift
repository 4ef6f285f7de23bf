import Vocabulary

/// How a query may spell the relations that a prompt lists and their columns, and which values these are compared with.
///
/// A relation's **forms** are what a column may be qualified by: its own name, the aliases that suit it (its words' first
/// letters, alone and together, perhaps with a digit), and `t1` to `t6`, which suit all. Whoever writes `c.name` must mean a relation that
/// has the form `c` and a column `name`.
struct QueryNames {
  private let relations: [Relation]
  private let snapshot: SchemaSnapshot
  /// Forms that mean the same relations, by places in `relations`.
  private let groups: [(members: [Int], forms: [String])]

  /// Values beyond which a column counts as open.
  private static let mostValues = 24
  private static let longestValue = 60

  init(_ relations: [Relation], _ snapshot: SchemaSnapshot) {
    self.relations = relations
    self.snapshot = snapshot
    var members: [String: [Int]] = [:]
    for (place, relation) in relations.enumerated() {
      members[SQLText.identifier(relation.name.name), default: []].append(place)
      for alias in Self.aliases(relation) { members[alias, default: []].append(place) }
    }
    var forms: [[Int]: [String]] = [:]
    for (form, places) in members { forms[places, default: []].append(form) }
    groups = forms.map { ($0.key, $0.value.sorted()) }.sorted { $0.members.lexicographicallyPrecedes($1.members) }
  }

  private static func aliases(_ relation: Relation) -> Set<String> {
    let words = relation.name.name.lowercased().split { !$0.isASCII || !$0.isLetter }
    let initials = String(words.compactMap(\.first))
    var aliases = Set((1...6).flatMap { ["t\($0)", "T\($0)"] })
    for stem in Set(initials.map { String($0) } + [initials]) where !stem.isEmpty && stem != "x" {
      aliases.formUnion([stem, stem + "1", stem + "2", stem + "3"])
    }
    aliases.remove(SQLText.identifier(relation.name.name))
    return aliases.filter { $0.first == "T" || SQLText.identifier($0) == $0 }
  }

  // MARK: What the template asks for

  func context(_ functions: [String]) -> [String: Any] {
    var references: [[String]: References] = [:]
    for (name, places) in homes(in: Array(relations.indices)) {
      references[values(of: name, in: places), default: References()].bare.append(name)
    }
    for (number, group) in groups.enumerated() {
      for (name, places) in homes(in: group.members) {
        references[values(of: name, in: places), default: References()].qualified[number, default: []].append(name)
      }
    }
    let open = references.removeValue(forKey: []) ?? References()
    let closed = references.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return [
      "relations": relations.enumerated().map { place, relation in
        [
          "n": place, "last": place == relations.count - 1, "names": GrammarText.anyOf(spellings(relation)),
          "aliases": GrammarText.anyOf(groups.filter { $0.members.contains(place) }.flatMap(\.forms).sorted()),
        ] as [String: Any]
      },
      "groups": groups.enumerated().map { ["n": $0.offset, "forms": GrammarText.anyOf($0.element.forms)] },
      "closed": closed.enumerated().map { number, entry in
        [
          "n": number, "refs": entry.value.rule,
          "values": GrammarText.anyOf(entry.key.map { SQLText.literal($0) }),
        ] as [String: Any]
      },
      "hasClosed": !closed.isEmpty,
      // A rule must say something: where every column's values are known, a name that the query makes up stands here.
      "refs": open.isEmpty ? "OWN" : open.rule,
      "names": GrammarText.anyOf(Set(relations.flatMap(\.columns).map { SQLText.identifier($0.name) }).sorted()),
      "functions": functions.map {
        $0.contains { !$0.isASCII || $0.isUppercase || "\"'".contains($0) } ? GrammarText.literal($0) : "'\($0)'"
      }
      .joined(separator: " | "),
    ]
  }

  /// References to columns whose known values are the same.
  private struct References {
    var bare: [String] = []
    /// By the number of the group whose forms stand before them.
    var qualified: [Int: [String]] = [:]

    var isEmpty: Bool { bare.isEmpty && qualified.isEmpty }

    var rule: String {
      var alternatives = bare.sorted().map { GrammarText.literal(SQLText.identifier($0)) }
      for (group, names) in qualified.sorted(by: { $0.key < $1.key }) {
        alternatives.append("FORM\(group) \".\" (\(GrammarText.anyOf(names.sorted().map { SQLText.identifier($0) })))")
      }
      return alternatives.joined(separator: " | ")
    }
  }

  /// Names of columns, each with the relations among `places` that have it.
  private func homes(in places: [Int]) -> [String: [Int]] {
    var homes: [String: [Int]] = [:]
    for place in places { for column in relations[place].columns { homes[column.name, default: []].append(place) } }
    return homes
  }

  /// Every value that a column of that name may hold in any of these relations; none where that is not known.
  private func values(of name: String, in places: [Int]) -> [String] {
    var all: Set<String> = []
    for column in places.compactMap({ relations[$0].column(name) }) {
      let known = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
      guard column.family.isTextual, !known.isEmpty, !column.enumLabels.isEmpty || column.valuesAreComplete else {
        return []
      }
      all.formUnion(known)
    }
    let fits = all.count <= Self.mostValues && all.allSatisfy { $0.utf8.count <= Self.longestValue }
    return fits ? all.sorted() : []
  }

  /// The relation's qualified name, and its bare one where the search path leads to it.
  private func spellings(_ relation: Relation) -> [String] {
    let name = relation.name.name
    let first = snapshot.searchPath.first { snapshot.relation(RelationName($0, name)) != nil }
    return [relation.name.sql] + (first == relation.name.schema ? [SQLText.identifier(name)] : [])
  }
}
