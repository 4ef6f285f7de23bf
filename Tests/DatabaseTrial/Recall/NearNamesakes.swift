import Foundation
import Vocabulary

/// A schema with invented tables around it, the same on every machine: half of them are called almost like its own tables
/// (`singer` has `archived_singer`, `singer_contract` and `guest` columns of other singers beside it), half are of other trades.
/// Columns are a table's own, or taken from the real ones with their values.
struct NearNamesakes {
  private(set) var snapshot: SchemaSnapshot

  private static let tablesPerSchema = 25

  init(of real: SchemaSnapshot, tables: Int, words: URL) throws {
    let words = try InventedSchema.read(words)
    func list(_ kind: String) -> [String] { words[kind] ?? [] }
    let (nouns, modifiers, attributes) = (list("nouns"), list("modifiers"), list("attributes"))
    let originals = real.relations.map(\.name.name).sorted()
    let columns = real.relations.flatMap { $0.columns }
    snapshot = real
    var draw = Draw()
    var names = Set(originals)
    var invented: [String] = []
    while names.count < originals.count || invented.count + real.relations.count < tables {
      var parts: [String]
      if draw.happens(0.5) {
        let original = draw.one(of: originals)
        parts = Identifier.words(original)
        switch draw.below(3) {
        case 0: parts.insert(draw.one(of: modifiers), at: 0)
        case 1: parts.append(draw.one(of: nouns))
        default: parts[draw.below(parts.count)] = draw.one(of: nouns)
        }
      } else {
        parts = [draw.one(of: nouns), draw.one(of: nouns)]
        if draw.happens(0.5) { parts.insert(draw.one(of: modifiers), at: 0) }
      }
      let name = parts.joined(separator: "_")
      if names.insert(name).inserted { invented.append(name) }
    }
    for start in stride(from: 0, to: invented.count, by: Self.tablesPerSchema) {
      let schema = String(format: "i%03d", start / Self.tablesPerSchema)
      let group = invented[start..<min(start + Self.tablesPerSchema, invented.count)]
      for name in group {
        let other = draw.one(of: Array(group))
        var found = [
          Column(name: "id", type: "integer", family: .integer),
          Column(name: other + "_id", type: "integer", family: .integer),
        ]
        let count = 4 + draw.below(12)
        while found.count < count {
          var column =
            draw.happens(0.4)
            ? draw.one(of: columns) : Column(name: draw.one(of: attributes), type: "text", family: .text)
          if draw.happens(0.1) { column.name = draw.one(of: nouns) + "_" + column.name }
          if !found.contains(where: { $0.name == column.name }) { found.append(column) }
        }
        let relation = RelationName(schema, name)
        snapshot.relations.append(Relation(name: relation, kind: .table, columns: found, primaryKey: ["id"]))
        snapshot.foreignKeys.append(
          ForeignKey(from: relation, [other + "_id"], to: RelationName(schema, other), ["id"]))
      }
    }
    snapshot.relations.sort { $0.name < $1.name }
  }
}
