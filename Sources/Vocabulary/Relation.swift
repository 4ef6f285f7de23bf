/// A table, partition, view, materialised view or foreign table that the role may read.
package struct Relation: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case table, partitionedTable, partition, view, materializedView, foreignTable
  }

  package var name: RelationName
  package var kind: Kind
  package var comment: String?
  /// Only the columns that the role may read, in the catalog's order.
  package var columns: [Column]
  /// Columns of the primary key in key order; empty when there is none.
  package var primaryKey: [String]
  /// Column lists of further unique constraints.
  package var uniqueKeys: [[String]]
  /// The planner's estimate; `nil` when the relation was never analysed.
  package var estimatedRows: Int?
  /// For a partition, the table that it belongs to.
  package var partitionOf: RelationName?
  /// For a view or materialised view, its definition as the server prints it; `nil` otherwise.
  package var definition: String?
  /// Whether row security decides what the role sees of it; `nil` means no.
  package var hasRowSecurity: Bool?
  /// The conditions of the row-security policies that reading it applies, its own and those below its views.
  package var policies: [String]
  /// The user code that reading it runs: what its views and policies call, at any depth.
  package var calls: [HiddenCall]
  /// The tables that reading it can reach besides itself, at any depth: partitions and inheritance children, and what its
  /// definition and its row-security policies read, whether or not the role may read those itself; `nil` when not known.
  package var reaches: [RelationName]?

  package init(
    name: RelationName, kind: Kind, comment: String? = nil, columns: [Column], primaryKey: [String] = [],
    uniqueKeys: [[String]] = [], estimatedRows: Int? = nil, partitionOf: RelationName? = nil, definition: String? = nil,
    hasRowSecurity: Bool? = nil, policies: [String] = [], calls: [HiddenCall] = [], reaches: [RelationName]? = nil
  ) {
    self.name = name
    self.kind = kind
    self.comment = comment
    self.columns = columns
    self.primaryKey = primaryKey
    self.uniqueKeys = uniqueKeys
    self.estimatedRows = estimatedRows
    self.partitionOf = partitionOf
    self.definition = definition
    self.hasRowSecurity = hasRowSecurity
    self.policies = policies
    self.calls = calls
    self.reaches = reaches
  }

  package func column(_ name: String) -> Column? { columns.first { $0.name == name } }
}
