import Foundation
import SQLSyntax
import Vocabulary

/// The questions of a suite with what its gold statements read.
struct HiddenSuite {
  struct Question {
    var database: String
    var text: String
    /// For each right statement, the relations and columns that it reads, folded as PostgreSQL folds them.
    var gold: [Gold]
  }

  struct Gold {
    var relations: Set<String> = []
    /// `alias.column` with the alias written out, or `column` alone.
    var columns: Set<String> = []
  }

  let name: String
  /// `DB.sql` and `DB.rows.sql`.
  let databases: URL
  var questions: [Question] = []

  /// - Parameter hints: whether the suite's own hint (`evidence`) is read as a part of the question.
  init(_ file: URL, hints: Bool) async throws {
    struct Line: Decodable {
      var db: String
      var question: String
      var gold: [String]?
      var evidence: String?
    }
    let folder = file.deletingLastPathComponent()
    let stem = file.deletingPathExtension().lastPathComponent
    name =
      folder.lastPathComponent + (stem == "questions" ? "" : stem.dropFirst("questions".count))
      + (hints ? ", with hints" : "")
    databases = folder.appending(path: "databases")
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
      var gold: [Gold] = []
      for statement in line.gold ?? [] { gold.append(try await Self.gold(statement)) }
      guard !gold.isEmpty, !hints || line.evidence?.isEmpty == false else { continue }
      questions.append(
        Question(
          database: line.db, text: hints ? line.question + " " + (line.evidence ?? "") : line.question, gold: gold))
    }
  }

  /// Every relation in a FROM that is no common table expression, and every column by the relation that its alias stands for.
  static func gold(_ statement: String) async throws -> Gold {
    let tree = try await SQLParser.shared.parse(statement)
    var (gold, common, aliases) = (Gold(), Set<String>(), [String: String]())
    tree.walk { node in
      if node.kind == .commonTableExpr, let name = node.string(.cteName) { common.insert(name) }
      return true
    }
    tree.walk { node in
      guard node.kind == .rangeVar, let name = node.string(.relationName), !common.contains(name) else { return true }
      gold.relations.insert(name)
      aliases[node.node(.alias)?.string(.aliasName) ?? name] = name
      return true
    }
    tree.walk { node in
      guard node.kind == .columnRef else { return true }
      let parts = node.strings(.fields)
      if parts.count == 1, let column = parts.first {
        gold.columns.insert(column)
      } else if let column = parts.last, let relation = parts.dropLast().last.flatMap({ aliases[$0] }) {
        gold.columns.insert(relation + "." + column)
      }
      return true
    }
    return gold
  }
}
