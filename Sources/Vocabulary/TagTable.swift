/// What the tags of one prompt stand for. A tag is one item of our model's vocabulary: `<t3>` a relation, `<c12>` a
/// column, `<v0>` something that the question mentions. The model points with tags; only Swift ever writes a name.
package struct TagTable: Hashable, Sendable, Codable {
  /// The vocabulary's size: a model has no tags beyond these.
  package static let maxRelations = 64
  package static let maxColumns = 320
  package static let maxMentions = 16

  /// `<tN>` by number; `nil` where the number is not used in this prompt.
  package var relations: [RelationName?]
  /// `<cN>` by number.
  package var columns: [ColumnName?]
  /// `<vN>` by number.
  package var mentions: [Mention]
  /// What the question says by name: which of several ways to join relations is meant. Belongs to a question, not to a model.
  package var naming = Naming()

  package init(relations: [RelationName?], columns: [ColumnName?], mentions: [Mention]) {
    self.relations = relations
    self.columns = columns
    self.mentions = mentions
  }

  private enum CodingKeys: String, CodingKey { case relations, columns, mentions }

  package func number(of relation: RelationName) -> Int? { relations.firstIndex(of: relation) }
  package func number(of column: ColumnName) -> Int? { columns.firstIndex(of: column) }
}

extension TagTable {
  /// The tags of a whole schema in the catalog's order, which a tuned model learns by heart.
  ///
  /// Partitions are left out (their parent answers for them), and so is what exceeds the vocabulary.
  package init(catalog snapshot: SchemaSnapshot) {
    self.init(relations: [], columns: [], mentions: [])
    for relation in snapshot.relations where relation.kind != .partition {
      guard relations.count < Self.maxRelations, columns.count + relation.columns.count <= Self.maxColumns else {
        break
      }
      append(relation)
    }
  }

  /// Gives the next tags to a relation and its columns, or to those of its columns that are told.
  package mutating func append(_ relation: Relation, columns chosen: [Column]? = nil) {
    relations.append(relation.name)
    for column in chosen ?? relation.columns { columns.append(ColumnName(relation.name, column.name)) }
  }
}
