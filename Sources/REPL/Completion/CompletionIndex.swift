internal import Vocabulary

/// The names and values of a snapshot, in order, so that a beginning is found at once among ten thousand tables.
struct CompletionIndex: Sendable {
  /// Names in the order of their lower-case spelling.
  struct Names: Sendable {
    private let sorted: [(key: String, name: String)]

    init(_ names: some Sequence<String>) {
      sorted = Set(names).map { ($0.lowercased(), $0) }.sorted { ($0.key, $0.name) < ($1.key, $1.name) }
    }

    /// The names that begin so, whatever the case; of many the first few and the last, which tell what all have in common.
    func beginning(with text: String) -> Found {
      let wanted = text.lowercased()
      let first = place { $0 >= wanted }
      let end = place { $0 >= wanted && !$0.hasPrefix(wanted) }
      guard first < end else { return Found() }
      let last = sorted[end - 1]
      let shown = sorted[first..<end].prefix(Found.most)
      return Found(
        names: shown.map(\.name), count: end - first,
        common: zip(sorted[first].key, last.key).prefix { $0 == $1 }.count)
    }

    /// The first place whose key is so; all behind it are.
    private func place(_ isReached: (String) -> Bool) -> Int {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if isReached(sorted[middle].key) { high = middle } else { low = middle + 1 }
      }
      return low
    }
  }

  /// Names that begin alike.
  struct Found {
    /// As many as anybody reads.
    static let most = 100

    /// In order; not all of them where there are many.
    var names: [String] = []
    var count = 0
    /// Letters that all of them begin with, whatever the case.
    var common = 0

    init() {}

    init(names: [String], count: Int, common: Int) {
      self.names = names
      self.count = count
      self.common = common
    }

    /// All of some names, in order.
    init(_ names: [String]) {
      self.names = Array(names.prefix(Self.most))
      count = names.count
      let keys = names.map { $0.lowercased() }
      common = keys.dropFirst().reduce(keys.first?.count ?? 0) { common, key in
        min(common, zip(keys[0], key).prefix { $0 == $1 }.count)
      }
    }
  }

  /// Before anything is known of the database.
  static let empty = CompletionIndex(
    SchemaSnapshot(
      database: "", role: "", serverVersion: 0, searchPath: [], relations: [], foreignKeys: [], fingerprint: ""))

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
    // Many tables have columns of the same name.
    var spoken: Set<String> = []
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
      spoken.insert(relation.name.name)
      for column in relation.columns {
        spoken.insert(column.name)
        words.formUnion(column.enumLabels)
        words.formUnion(column.commonValues.filter { $0.count <= 40 && $0.contains(where: \.isLetter) })
      }
    }
    words.formUnion(spoken.map(Self.spoken))
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
