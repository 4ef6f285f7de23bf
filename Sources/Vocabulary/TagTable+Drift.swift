extension TagTable {
  /// The same tags over a schema that has changed since: a column that was renamed in its place, a relation that was renamed
  /// whole and a column that moved into a new relation keep their numbers, what is new gets the next ones, and what is
  /// gone has none.
  package func carried(to snapshot: SchemaSnapshot) -> TagTable {
    var tags = self
    let known = Set(relations.compactMap(\.self))
    let added = snapshot.relations.filter { !known.contains($0.name) && $0.kind != .partition }
    tags.renameRelations(snapshot, added)
    for name in tags.relations.compactMap(\.self) {
      guard let relation = snapshot.relation(name) else { continue }
      tags.renameColumns(of: relation)
    }
    tags.moveColumns(snapshot, added)
    for number in tags.relations.indices where tags.relations[number].flatMap(snapshot.relation) == nil {
      tags.relations[number] = nil
    }
    for number in tags.columns.indices where tags.columns[number].flatMap(snapshot.column) == nil {
      tags.columns[number] = nil
    }
    tags.appendMissing(snapshot)
    return tags
  }

  private func columns(of name: RelationName) -> [(number: Int, column: String)] {
    columns.enumerated().compactMap { number, column in
      column.flatMap { $0.relation == name ? (number, $0.column) : nil }
    }
  }

  /// A relation that is gone is the new one that has its very columns, if there is just one.
  private mutating func renameRelations(_ snapshot: SchemaSnapshot, _ added: [Relation]) {
    for number in relations.indices {
      guard let name = relations[number], snapshot.relation(name) == nil else { continue }
      let own = columns(of: name)
      let alike = added.filter { $0.columns.map(\.name) == own.map(\.column) }
      guard alike.count == 1, let other = alike.first?.name, !relations.contains(other) else { continue }
      relations[number] = other
      for (number, column) in own { columns[number] = ColumnName(other, column) }
    }
  }

  /// Where a relation has as many columns as before and most names are the same, one that is missing is the new one in its place.
  private mutating func renameColumns(of relation: Relation) {
    let own = columns(of: relation.name)
    guard own.count == relation.columns.count else { return }
    let names = Set(own.map(\.column))
    let renamed = own.count { relation.column($0.column) == nil }
    guard renamed > 0, 2 * renamed <= own.count else { return }
    for ((number, column), now) in zip(own, relation.columns) {
      guard relation.column(column) == nil, !names.contains(now.name) else { continue }
      columns[number] = ColumnName(relation.name, now.name)
    }
  }

  /// A column that is gone from its relation is the one of its name in a new relation that a key joins to that.
  private mutating func moveColumns(_ snapshot: SchemaSnapshot, _ added: [Relation]) {
    for number in columns.indices {
      guard let name = columns[number], snapshot.column(name) == nil else { continue }
      let homes = added.filter { relation in
        relation.column(name.column) != nil && !columns.contains(ColumnName(relation.name, name.column))
          && snapshot.foreignKeys.contains { key in
            key.from == relation.name && key.to == name.relation || key.from == name.relation && key.to == relation.name
          }
      }
      if homes.count == 1 { columns[number] = ColumnName(homes[0].name, name.column) }
    }
  }

  private mutating func appendMissing(_ snapshot: SchemaSnapshot) {
    for relation in snapshot.relations where relation.kind != .partition {
      let missing = relation.columns.map { ColumnName(relation.name, $0.name) }.filter { !columns.contains($0) }
      guard columns.count + missing.count <= Self.maxColumns else { continue }
      if !relations.contains(relation.name) {
        guard relations.count < Self.maxRelations else { continue }
        relations.append(relation.name)
      }
      columns += missing
    }
  }
}
