internal import Vocabulary

extension CatalogDraft {
  /// Gives a name that the server was asked for to the columns that wait for it.
  mutating func name(_ reference: TypeCatalog.Reference, _ name: String) {
    let type = types.description(of: reference, named: name)
    for (relation, column) in unnamed[reference] ?? [] {
      relations[relation].relation.columns[column].type = type.name
      relations[relation].relation.columns[column].family = type.family
    }
    unnamed[reference] = nil
  }

  /// Takes the lists of CHECK constraints for all that their columns hold; what the statistics found frequent comes first.
  mutating func readChecks() async {
    for (definition, places) in checks {
      guard let values = await CheckList.values(definition) else { continue }
      for (relation, column) in places {
        var found = relations[relation].relation.columns[column]
        guard found.family != .array, found.family != .boolean, found.enumLabels.isEmpty else { continue }
        let frequent = found.commonValues.filter { values.contains($0) }
        found.commonValues = frequent + values.filter { !frequent.contains($0) }
        found.valuesAreComplete = true
        relations[relation].relation.columns[column] = found
      }
    }
  }

  /// The snapshot, when all rows are in.
  consuming func finish() -> SchemaSnapshot {
    var keys = declaredKeys()
    let names = indexes.mapValues { relations[$0].relation.name }
    var finished: [Relation] = []
    finished.reserveCapacity(relations.count)
    for index in relations.indices {
      sortColumns(index)
      var relation = relations[index].relation
      relations[index].relation.columns = []
      // A relation of which not one column may be read is as good as none.
      guard relations[index].isReadableWhole || !relation.columns.isEmpty else { continue }
      relation.partitionOf = names[relations[index].parent]
      relation.uniqueKeys.sort { $0.lexicographicallyPrecedes($1) }
      finished.append(relation)
    }
    finished.sort { $0.name < $1.name }
    keys.sort { ($0.from, $0.to) < ($1.from, $1.to) || ($0.from, $0.to) == ($1.from, $1.to) && $0.precedes($1) }
    var snapshot = SchemaSnapshot(
      database: database, role: role, serverVersion: serverVersion, searchPath: searchPath, relations: finished,
      foreignKeys: keys,
      routines: routines.sorted { ($0.schema, $0.name, $0.arguments) < ($1.schema, $1.name, $1.arguments) },
      userDefinedTypes: finishedTypes(),
      operators: operators.sorted {
        ($0.schema, $0.name, $0.left ?? "", $0.right ?? "") < ($1.schema, $1.name, $1.left ?? "", $1.right ?? "")
      },
      casts: casts.sorted { ($0.source, $0.target) < ($1.source, $1.target) },
      hiddenViews: hiddenViews.sorted { $0.name < $1.name }, fingerprint: "")
    snapshot.foreignKeys += inferredForeignKeys(snapshot)
    snapshot.fingerprint = Fingerprint.of(snapshot)
    // Values drift by themselves: what they say of keys is no part of the fingerprint.
    let contradicted = Set(snapshot.foreignKeys.filter { $0.origin == .inferred && isContradicted($0, in: snapshot) })
    if !contradicted.isEmpty { snapshot.foreignKeys.removeAll(where: contradicted.contains) }
    snapshot.foreignKeys += foreignKeysByValues(snapshot)
    return snapshot
  }

  /// The catalog gives columns in their order nearly always: it promises nothing.
  private mutating func sortColumns(_ index: Int) {
    let numbers = relations[index].numbers
    guard zip(numbers, numbers.dropFirst()).contains(where: { $0 > $1 }) else { return }
    let sorted = zip(numbers, relations[index].relation.columns).sorted { $0.0 < $1.0 }
    relations[index].relation.columns = sorted.map(\.1)
  }

  /// The keys both of whose ends may be read.
  private func declaredKeys() -> [ForeignKey] {
    var seen = Set<ForeignKey>()
    for draft in foreignKeys {
      guard let from = indexes[draft.from], let to = indexes[draft.to],
        let fromColumns = relations[from].names(of: draft.fromColumns),
        let toColumns = relations[to].names(of: draft.toColumns)
      else { continue }
      seen.insert(
        ForeignKey(from: relations[from].relation.name, fromColumns, to: relations[to].relation.name, toColumns))
    }
    return Array(seen)
  }

  private func finishedTypes() -> [UserDefinedType] {
    userTypes.map { oid, type in
      var type = type
      type.labels = types.labels(of: oid)
      if type.kind == .domain { type.baseType = types.nameOfBase(oid) }
      return type
    }.sorted { ($0.schema, $0.name) < ($1.schema, $1.name) }
  }
}

extension ForeignKey {
  fileprivate func precedes(_ other: ForeignKey) -> Bool {
    (fromColumns + toColumns).lexicographicallyPrecedes(other.fromColumns + other.toColumns)
  }
}
