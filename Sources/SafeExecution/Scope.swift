internal import Vocabulary

/// A column that a FROM item or a query gives: its name, and what is known of its values.
struct OutputColumn: Sendable {
  var name: String
  var size: Magnitude
}

/// The columns that a query or a FROM item gives; when it is opaque, it may give others as well.
struct Shape: Sendable {
  var columns: [OutputColumn] = []
  var isOpaque = false
  /// Rows that series make; tables count as one, since what they hold is not in a statement's hand.
  var rows = 1.0

  /// The whole row as one value.
  var row: Magnitude {
    var size = Magnitude.column
    size.types = columns.reduce(into: []) { $0.formUnion($1.size.types) }
    return size
  }

  /// As it is seen from outside its query.
  var resolved: Shape {
    var shape = self
    for index in shape.columns.indices { shape.columns[index].size = shape.columns[index].size.resolved }
    return shape
  }

  func column(_ name: String) -> OutputColumn? { columns.first { $0.name.isExactly(name) } }

  /// The shape under an alias's column names, which rename the first columns.
  func renamed(_ names: [String]) -> Shape {
    var shape = self
    for (index, name) in names.enumerated() {
      if index < shape.columns.count {
        shape.columns[index].name = name
      } else {
        shape.columns.append(OutputColumn(name: name, size: .column))
      }
    }
    return shape
  }
}

/// What a name before a dot can mean: a FROM item under its alias or its own name.
struct Source {
  var name: String
  /// Set for a relation without an alias, which may be written with its schema.
  var schema: String?
  /// The relation's own name when an alias hides it.
  var hidden: String?
  var shape: Shape
  var isRelation = false

  func isNamed(_ name: String, schema: String?) -> Bool {
    guard self.name.isExactly(name) else { return false }
    guard let schema else { return true }
    return self.schema?.isExactly(schema) ?? false
  }
}

/// The FROM items that an expression sees at one query level, and the level around it.
final class Level {
  let outer: Level?
  var sources: [Source]
  /// Rows that the series in FROM make together.
  var rows = 1.0

  init(outer: Level?, sources: [Source] = []) {
    self.outer = outer
    self.sources = sources
  }
}

/// The common table expressions that a FROM clause sees, innermost first.
final class CommonTables {
  let outer: CommonTables?
  var tables: [ExactName: Shape] = [:]

  init(outer: CommonTables?) { self.outer = outer }

  func shape(_ name: String) -> Shape? { tables[ExactName(name)] ?? outer?.shape(name) }
}
