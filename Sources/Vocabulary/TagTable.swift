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

  package init(relations: [RelationName?], columns: [ColumnName?], mentions: [Mention]) {
    self.relations = relations
    self.columns = columns
    self.mentions = mentions
  }

  package func number(of relation: RelationName) -> Int? { relations.firstIndex(of: relation) }
  package func number(of column: ColumnName) -> Int? { columns.firstIndex(of: column) }
}
