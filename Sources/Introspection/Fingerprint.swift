internal import Digests
internal import Vocabulary

/// The digest of a snapshot without what drifts by itself: row estimates and common values.
enum Fingerprint {
  static func of(_ snapshot: SchemaSnapshot) -> String {
    var writer = Writer()
    // Another form of writing must give another digest.
    writer.add("dragoman-snapshot-2")
    writer.add(snapshot.database)
    writer.add(snapshot.role)
    writer.add(String(snapshot.serverVersion))
    writer.add(snapshot.searchPath)
    writer.add(snapshot.relations.count)
    for relation in snapshot.relations { writer.add(relation) }
    writer.add(snapshot.foreignKeys.count)
    for key in snapshot.foreignKeys {
      writer.add(key.from)
      writer.add(key.fromColumns)
      writer.add(key.to)
      writer.add(key.toColumns)
      writer.add(key.origin.rawValue)
    }
    writer.add(snapshot.routines.count)
    for routine in snapshot.routines { writer.add(routine) }
    writer.add(snapshot.userDefinedTypes.count)
    for type in snapshot.userDefinedTypes {
      for text in [type.schema, type.name, type.kind.rawValue, type.baseType, type.ofExtension] { writer.add(text) }
      for texts in [type.labels, type.checks ?? [], type.attributes ?? [], type.attributeTypes ?? []] {
        writer.add(texts)
      }
      writer.add(type.calls)
    }
    writer.add(snapshot.operators.count)
    for each in snapshot.operators {
      for text in [each.schema, each.name, each.left, each.right, each.ofExtension] { writer.add(text) }
    }
    writer.add(snapshot.casts.count)
    for each in snapshot.casts {
      for text in [each.source, each.target, each.ofExtension] { writer.add(text) }
      writer.add(each.isImplicit ? 1 : 0)
    }
    writer.add(snapshot.hiddenViews.count)
    for each in snapshot.hiddenViews {
      writer.add(each.name)
      writer.add(each.definition)
    }
    return Digest.sha256(writer.bytes)
  }

  /// Writes texts with their lengths before them, so that no two different snapshots are written alike.
  private struct Writer {
    var bytes: [UInt8] = []

    mutating func add(_ count: Int) { withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).bigEndian) { bytes += $0 } }

    mutating func add(_ text: String?) {
      add(text.map { $0.utf8.count } ?? -1)
      if let text { bytes += text.utf8 }
    }

    mutating func add(_ texts: [String]) {
      add(texts.count)
      for text in texts { add(text) }
    }

    mutating func add(_ calls: [HiddenCall]) {
      add(calls.count)
      for call in calls { for text in [call.kind.rawValue, call.schema, call.name, call.ofExtension] { add(text) } }
    }

    mutating func add(_ name: RelationName) {
      add(name.schema)
      add(name.name)
    }

    mutating func add(_ relation: Relation) {
      add(relation.name)
      for text in [relation.kind.rawValue, relation.comment, relation.definition] { add(text) }
      for text in [relation.partitionOf?.schema, relation.partitionOf?.name] { add(text) }
      if relation.hasRowSecurity == true { add("row security") }
      add(relation.primaryKey)
      add(relation.uniqueKeys.count)
      for key in relation.uniqueKeys { add(key) }
      add(relation.policies)
      add(relation.calls)
      add(relation.columns.count)
      for column in relation.columns {
        add(column.name)
        add(column.type)
        add(column.family.rawValue)
        add(column.nullable ? 1 : 0)
        add(column.comment)
        add(column.enumLabels)
      }
    }

    mutating func add(_ routine: Routine) {
      let texts = [
        routine.schema, routine.name, routine.arguments, routine.result, routine.kind.rawValue,
        routine.volatility.rawValue, routine.ofExtension, routine.comment,
      ]
      for text in texts { add(text) }
    }
  }
}
