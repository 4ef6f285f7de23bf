/// What a word of the business means in this database: one file of the glossary.
package struct Term: Hashable, Sendable, Codable {
  /// The term as people say it.
  package var name: String
  /// Other words for it.
  package var synonyms: [String]
  /// What the file says of it.
  package var text: String
  package var relations: [RelationName]
  package var columns: [ColumnName]
  /// The SQL condition that the term stands for, over `relations`.
  package var condition: String?

  package init(
    name: String, synonyms: [String] = [], text: String = "", relations: [RelationName] = [],
    columns: [ColumnName] = [], condition: String? = nil
  ) {
    self.name = name
    self.synonyms = synonyms
    self.text = text
    self.relations = relations
    self.columns = columns
    self.condition = condition
  }
}
