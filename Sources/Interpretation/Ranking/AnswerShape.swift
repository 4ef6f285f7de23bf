import Tagging
import Vocabulary

/// What a tagged answer reads, compares and gives out.
struct AnswerShape {
  /// Columns anywhere in it.
  private(set) var columns: Set<ColumnName> = []
  /// Relations that it names, or that its columns are of.
  private(set) var relations: Set<RelationName> = []
  /// Which mention is held against which column.
  private(set) var comparisons: [(column: ColumnName, mention: Int)] = []
  /// Columns that are held against something by `<`, `<=`, `>` or `>=`.
  private(set) var ordered: [ColumnName] = []
  /// Columns that are summed up or averaged.
  private(set) var totals: [ColumnName] = []
  /// Columns that the outermost SELECT gives out as they are.
  private(set) var outputs: [ColumnName] = []

  private static let comparing = ["in", "not", "like", "starts", "ends", "between"]
  private static let clauses = [
    "select", "from", "where", "group", "having", "order", "limit", "union", "intersect", "except",
  ]

  /// `nil` for what is no tagged SQL.
  init?(_ text: String, _ tags: TagTable) {
    let answer = text.split(separator: TaggedSQL.end, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    guard let tokens = TaggedSQL.tokens(answer) else { return nil }
    var compared: ColumnName?
    var clause = ""
    var (depth, queries) = (0, 0)
    for (index, token) in tokens.enumerated() {
      let before = index > 0 ? tokens[index - 1] : .symbol("")
      switch token {
      case .relation(let number):
        guard tags.relations.indices.contains(number), let name = tags.relations[number] else { continue }
        relations.insert(name)
      case .column(let number, _):
        compared = tags.columns.indices.contains(number) ? tags.columns[number] : nil
        guard let name = compared else { continue }
        columns.insert(name)
        relations.insert(name.relation)
        if index > 1, before == .symbol("("), [.word("sum"), .word("avg")].contains(tokens[index - 2]) {
          totals.append(name)
        }
        if clause == "select", depth == 0, queries == 1 { outputs.append(name) }
      case .mention(let number):
        if let name = compared { comparisons.append((name, number)) }
      case .word(let word):
        if Self.clauses.contains(word) { clause = word }
        if word == "select" { queries += 1 }
        if !Self.comparing.contains(word) { compared = nil }
      case .symbol(let symbol):
        if symbol == "(" { depth += 1 }
        if symbol == ")" { depth -= 1 }
        if ["<", "<=", ">", ">="].contains(symbol), case .column = before, let name = compared { ordered.append(name) }
      case .number, .quoted: continue
      }
    }
  }
}
