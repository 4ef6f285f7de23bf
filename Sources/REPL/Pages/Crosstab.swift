internal import Vocabulary

/// Rows laid out crosswise as psql's `\crosstabview` does: one column goes down, one across, one fills the cells.
struct Crosstab {
  let table: ResultTable

  /// psql's own limit is the server's, of the columns of one row.
  private static let mostColumns = 1600

  /// - Parameters:
  ///   - words: the columns that go down and across, that of the values, and the one that orders what goes across.
  ///   - null: what stands for NULL among the headers.
  init(_ rows: ResultTable, _ words: [String], null: String) throws(ReplError) {
    guard words.count <= 4 else { throw .strayArgument("crosstabview", String(words[4].prefix(40))) }
    guard rows.columns.count >= 3 else { throw .badCrosstab("there must be three columns at least") }
    let down = try words.isEmpty ? 0 : Self.column(words[0], rows)
    let across = try words.count < 2 ? 1 : Self.column(words[1], rows)
    guard down != across else { throw .badCrosstab("one column cannot go down and across") }
    let values: Int
    if words.count > 2 {
      values = try Self.column(words[2], rows)
    } else {
      guard rows.columns.count == 3, let left = [0, 1, 2].first(where: { $0 != down && $0 != across }) else {
        throw .badCrosstab("it must be said which column fills the cells when there are more than three")
      }
      values = left
    }
    let order = try words.count > 3 ? Self.column(words[3], rows) : nil
    var heads: [String?] = []
    var places: [String?: Int] = [:]
    var ranks: [Int] = []
    var lines: [String?: Int] = [:]
    var names: [String?] = []
    for row in rows.rows {
      if places[row[across]] == nil {
        places[row[across]] = heads.count
        heads.append(row[across])
        if let order {
          guard let rank = row[order].flatMap({ Double($0) }) else {
            throw .badCrosstab("the column that orders must hold numbers")
          }
          ranks.append(Int(rank))
        }
      }
      if lines[row[down]] == nil {
        lines[row[down]] = names.count
        names.append(row[down])
      }
    }
    guard heads.count < Self.mostColumns else { throw .badCrosstab("there are more than \(Self.mostColumns) columns") }
    // Of equal ranks the first that came stays first.
    let sequence = ranks.isEmpty ? Array(heads.indices) : heads.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    var position = Array(repeating: 0, count: heads.count)
    for (place, head) in sequence.enumerated() { position[head] = place + 1 }
    var cells = names.map { name in [name] + Array(repeating: String?.some(""), count: heads.count) }
    var taken: Set<[Int]> = []
    for row in rows.rows {
      guard let line = lines[row[down]], let head = places[row[across]] else { continue }
      guard taken.insert([line, head]).inserted else {
        throw .badCrosstab(
          "there are several values for row \"\(row[down] ?? null)\", column \"\(row[across] ?? null)\"")
      }
      cells[line][position[head]] = row[values]
    }
    let type = rows.columns[values].type
    table = ResultTable(
      columns: [rows.columns[down]] + sequence.map { .init(name: heads[$0] ?? null, type: type) }, rows: cells,
      truncation: rows.truncation)
  }

  /// A column by its number from 1 on, or by its name, which is folded unless it is quoted.
  private static func column(_ word: String, _ rows: ResultTable) throws(ReplError) -> Int {
    if let number = Int(word) {
      guard rows.columns.indices.contains(number - 1) else { throw .badCrosstab("there is no column \(number)") }
      return number - 1
    }
    let isQuoted = word.count > 1 && word.hasPrefix("\"") && word.hasSuffix("\"")
    let name = isQuoted ? String(word.dropFirst().dropLast()).replacing("\"\"", with: "\"") : word.lowercased()
    let found = rows.columns.indices.filter { rows.columns[$0].name == name }
    guard let first = found.first, found.count == 1 else {
      throw .badCrosstab(found.isEmpty ? "there is no column \(name.prefix(63))" : "several columns are called \(name)")
    }
    return first
  }
}
