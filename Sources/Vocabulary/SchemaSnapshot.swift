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
  /// Names of operators, casts and types outside the system schemas that run user code; empty in most databases.
  package var userDefinedTypes: [UserDefinedType]
  /// Hex SHA-256 over everything above in a canonical form; changes exactly when something above changes,
  /// except row estimates and common values, which drift by themselves.
  package var fingerprint: String

  package init(
    database: String, role: String, serverVersion: Int, searchPath: [String], relations: [Relation],
    foreignKeys: [ForeignKey], routines: [Routine] = [], userDefinedTypes: [UserDefinedType] = [], fingerprint: String
  ) {
    self.database = database
    self.role = role
    self.serverVersion = serverVersion
    self.searchPath = searchPath
    self.relations = relations
    self.foreignKeys = foreignKeys
    self.routines = routines
    self.userDefinedTypes = userDefinedTypes
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

/// An enum, domain or composite type of a user schema.
package struct UserDefinedType: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable { case enumeration, domain, composite, range, base }

  package var schema: String
  package var name: String
  package var kind: Kind
  /// For a domain, its base type's SQL name.
  package var baseType: String?
  /// The enum's labels in order.
  package var labels: [String]

  package init(schema: String, name: String, kind: Kind, baseType: String? = nil, labels: [String] = []) {
    self.schema = schema
    self.name = name
    self.kind = kind
    self.baseType = baseType
    self.labels = labels
  }
}
