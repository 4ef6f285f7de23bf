import Foundation
import Interpretation
import ModelTestSupport
import Vocabulary

/// A folder of models, each a copy of one GGUF file.
struct Shelf {
  let folder: String

  init() throws { folder = try Fixtures.temporaryFolder() }

  /// Adds a model; one with `columns` was tuned on the table `t` with these columns.
  func add(_ name: String, file: String? = nil, columns: [String]? = nil, fingerprint: String? = nil) throws {
    let place = folder + "/" + name
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    if let file {
      try FileManager.default.copyItem(atPath: file, toPath: place + "/model.gguf")
    } else {
      try Data("weights of \(name)".utf8).write(to: URL(filePath: place + "/model.gguf"))
    }
    let table = RelationName("public", "t")
    let tags = columns.map { columns in
      TagTable(relations: [table], columns: columns.map { ColumnName(table, $0) }, mentions: [])
    }
    try ModelShelf.write(
      ModelManifest(
        name: name, file: "model.gguf", sha256: name,
        profile: columns == nil ? "dragoman-general-2" : "dragoman-tuned-2",
        context: 512, parameters: 1, tags: tags, training: [:], scores: [:], schemaFingerprint: fingerprint),
      folder: place)
  }

  func promote(_ name: String, for database: String, after incumbent: String?) throws {
    var promotions = try Promotions(folder: folder)
    promotions.promote(name, for: database, after: incumbent, at: "2026-01-01T00:00:00Z")
    try promotions.write(folder: folder)
  }

  /// A database with one table `t`.
  static func snapshot(_ database: String = "shop", columns: [String] = ["a", "b"], fingerprint: String = "one")
    -> SchemaSnapshot
  {
    SchemaSnapshot(
      database: database, role: "reader", serverVersion: 150_000, searchPath: ["public"],
      relations: [
        Relation(
          name: RelationName("public", "t"), kind: .table, comment: nil,
          columns: columns.map {
            Column(
              name: $0, type: "integer", family: .integer, nullable: true, comment: nil, enumLabels: [],
              commonValues: [], valuesAreComplete: false)
          }, primaryKey: [], uniqueKeys: [])
      ], foreignKeys: [], fingerprint: fingerprint)
  }
}
