import Vocabulary

/// What a schema has that a model never learnt by heart: what came later, and what was beyond the number of its tags.
struct SchemaNews: Sendable {
  static let none = SchemaNews(relations: [], columns: [])

  private let relations: Set<RelationName>
  private let columns: Set<ColumnName>

  private init(relations: Set<RelationName>, columns: Set<ColumnName>) {
    (self.relations, self.columns) = (relations, columns)
  }

  /// - Parameter tags: those that were learnt. What was only renamed or moved is no news: the tags go over to it.
  init(in snapshot: SchemaSnapshot, since tags: TagTable) {
    let known = Set(tags.carried(to: snapshot).columns.prefix(tags.columns.count).compactMap(\.self))
    var relations: Set<RelationName> = []
    var columns: Set<ColumnName> = []
    for relation in snapshot.relations where relation.kind != .partition {
      let unknown = relation.columns.map { ColumnName(relation.name, $0.name) }.filter { !known.contains($0) }
      columns.formUnion(unknown)
      if unknown.count == relation.columns.count { relations.insert(relation.name) }
    }
    self.init(relations: relations, columns: columns)
  }

  /// The news that a question names: a relation that suits its words best, a column where no other has that name.
  func named(by evidence: Evidence) -> [String] {
    guard !columns.isEmpty else { return [] }
    var found: [String] = []
    for words in evidence.words {
      if let relation = words.relations.first, relations.contains(relation) {
        found.append(relation.description)
      } else if words.relations.isEmpty, let column = words.columns.first, words.columns.allSatisfy(columns.contains) {
        found.append(column.description)
      }
    }
    return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
