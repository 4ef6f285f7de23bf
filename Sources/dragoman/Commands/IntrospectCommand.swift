import ArgumentParser
import Foundation
import Vocabulary

/// `dragoman introspect`: what Dragoman sees of the database.
struct IntrospectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "introspect", abstract: "Show what Dragoman sees of the database: relations, columns, keys, values.")

  @OptionGroup var common: CommonOptions

  @Flag(help: "The whole snapshot as JSON.")
  var json = false

  @Argument(help: "Only relations whose name contains this.")
  var filter: String?

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let composition = try await Composition(settings, needsModel: false)
      let snapshot = try await composition.view().snapshot
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Terminal.line(String(decoding: try encoder.encode(snapshot), as: UTF8.self))
      } else {
        Terminal.write(Self.page(snapshot, filter: filter))
      }
      await composition.close()
    }
  }

  static func page(_ snapshot: SchemaSnapshot, filter: String?) -> String {
    let shown = snapshot.relations.filter { relation in
      relation.kind != .partition
        && filter.map { relation.name.description.localizedCaseInsensitiveContains($0) } ?? true
    }
    var text = "database \(snapshot.database), as \(snapshot.role), PostgreSQL \(snapshot.serverVersion / 10_000)\n"
    text +=
      "\(snapshot.relations.count) relations, \(snapshot.foreignKeys.count) keys, fingerprint \(snapshot.fingerprint.prefix(12))\n"
    for relation in shown {
      text += "\n\(Terminal.bold(relation.name.sql))  \(relation.kind.rawValue)"
      if let rows = relation.estimatedRows { text += ", about \(rows) rows" }
      text += relation.comment.map { "\n  \($0)" } ?? ""
      let width = relation.columns.map(\.name.count).max() ?? 0
      for column in relation.columns {
        text += "\n  \(column.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(column.type)"
        if relation.primaryKey.contains(column.name) { text += " key" }
        if let comment = column.comment { text += Terminal.dimmed("  \(comment)") }
      }
      for key in snapshot.foreignKeys where key.from == relation.name {
        text += "\n  \(key.fromColumns.joined(separator: ", ")) → \(key.to).\(key.toColumns.joined(separator: ", "))"
        text += key.origin == .inferred ? " (inferred)" : ""
      }
      text += "\n"
    }
    return text
  }
}
