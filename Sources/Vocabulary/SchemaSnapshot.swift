/// What one role could see of one database at one moment: the only description of the database that later stages read.
package struct SchemaSnapshot: Hashable, Sendable, Codable {
  package var database: String
  /// The role that the snapshot was read as.
  package var role: String
  /// `server_version_num`, e.g. 150018.
  package var serverVersion: Int
  /// The schemas that an unqualified name is looked up in, in order (`current_schemas(false)`).
  package var searchPath: [String]
  /// Sorted by name.
  package var relations: [Relation]
  package var foreignKeys: [ForeignKey]
  package var routines: [Routine]
  /// Types outside the system schemas.
  package var userDefinedTypes: [UserDefinedType]
  /// Operators outside the system schemas; empty in most databases.
  package var operators: [UserDefinedOperator]
  /// Casts that a function outside the system schemas makes; empty in most databases.
  package var casts: [UserDefinedCast]
  /// Views that the role may not read itself but that views which it may read are built on, at any depth.
  package var hiddenViews: [HiddenView]
  /// Hex SHA-256 over everything above in a canonical form; changes exactly when something above changes,
  /// except row estimates and common values, which drift by themselves, and what relations reach, which says nothing new
  /// of what the role sees.
  package var fingerprint: String

  package init(
    database: String, role: String, serverVersion: Int, searchPath: [String], relations: [Relation],
    foreignKeys: [ForeignKey], routines: [Routine] = [], userDefinedTypes: [UserDefinedType] = [],
    operators: [UserDefinedOperator] = [], casts: [UserDefinedCast] = [],
    hiddenViews: [HiddenView] = [], fingerprint: String
  ) {
    self.database = database
    self.role = role
    self.serverVersion = serverVersion
    self.searchPath = searchPath
    self.relations = relations
    self.foreignKeys = foreignKeys
    self.routines = routines
    self.userDefinedTypes = userDefinedTypes
    self.operators = operators
    self.casts = casts
    self.hiddenViews = hiddenViews
    self.fingerprint = fingerprint
  }

  /// The relation of that name, found by binary search.
  package func relation(_ name: RelationName) -> Relation? {
    var low = 0
    var high = relations.count
    while low < high {
      let middle = (low + high) / 2
      if relations[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low < relations.count && relations[low].name == name ? relations[low] : nil
  }

  package func column(_ name: ColumnName) -> Column? { relation(name.relation)?.column(name.column) }
}
