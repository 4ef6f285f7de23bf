internal import Vocabulary

/// The names and values of a snapshot, in order, so that a beginning is found at once among ten thousand tables.
struct CompletionIndex: Sendable {
  /// Names in the order of their lower-case spelling.
  struct Names: Sendable {
    private let sorted: [(key: String, name: String)]

    init(_ names: some Sequence<String>) {
      sorted = Set(names).map { ($0.lowercased(), $0) }.sorted { ($0.key, $0.name) < ($1.key, $1.name) }
    }

    /// At most `limit` names that begin so, whatever the case.
    func beginning(with text: String, limit: Int = 200) -> [String] {
      let wanted = text.lowercased()
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle].key < wanted { low = middle + 1 } else { high = middle }
      }
      return sorted[low...].prefix(limit).prefix { $0.key.hasPrefix(wanted) }.map(\.name)
    }
  }

  let fingerprint: String
  /// Terms of the glossary with their synonyms.
  let terms: [String]
  let relations: Names
  let schemas: Set<String>
  let functions: Names
  /// What a question may name: words of relations and columns, values, and terms of the glossary.
  let words: Names
  private let columns: [String: [Column]]
  private let relationsOfSchema: [String: [String]]

  init(_ snapshot: SchemaSnapshot, terms: [String] = []) {
    fingerprint = snapshot.fingerprint
    self.terms = terms
    var names: [String] = []
    var columns: [String: [Column]] = [:]
    var bySchema: [String: [String]] = [:]
    var words = Set(terms)
    for relation in snapshot.relations where relation.kind != .partition {
      let (schema, name) = (SQLText.identifier(relation.name.schema), SQLText.identifier(relation.name.name))
      bySchema[relation.name.schema, default: []].append(name)
      columns[relation.name.description.lowercased()] = relation.columns
      // Of one name in two schemas the first of the search path is meant.
      if snapshot.searchPath.contains(relation.name.schema) {
        names.append(name)
        columns[relation.name.name.lowercased()] = columns[relation.name.name.lowercased()] ?? relation.columns
      }
      names.append("\(schema).\(name)")
      words.insert(Self.spoken(relation.name.name))
      for column in relation.columns {
        words.insert(Self.spoken(column.name))
        words.formUnion(column.enumLabels)
        words.formUnion(column.commonValues.filter { $0.count <= 40 && $0.contains(where: \.isLetter) })
      }
    }
    relations = Names(names)
    schemas = Set(bySchema.keys)
    functions = Names(
      snapshot.routines.filter { $0.kind != .procedure }.map { SQLText.identifier($0.name) } + Self.builtIn)
    self.words = Names(words)
    self.columns = columns
    relationsOfSchema = bySchema
  }

  /// The columns of a relation by its name, with or without its schema.
  func columns(of relation: String) -> [Column]? { columns[relation.filter { $0 != "\"" }.lowercased()] }

  func relations(ofSchema schema: String) -> [String] { relationsOfSchema[schema] ?? [] }

  private static func spoken(_ name: String) -> String { Identifier.words(name).joined(separator: " ") }

  static let keywords = Names(
    """
    select from where group by order having limit offset distinct as join left right inner outer full cross on using and
    or not in is null like ilike between case when then else end union all intersect except with recursive values table
    asc desc nulls first last over partition interval date timestamp cast extract exists any filter true false
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let builtIn = """
    count sum avg min max coalesce nullif round floor ceil abs length lower upper substring trim replace concat
    date_trunc date_part extract now current_date age to_char string_agg array_agg row_number rank dense_rank lag lead
    first_value last_value ntile percentile_cont greatest least generate_series stddev variance
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
