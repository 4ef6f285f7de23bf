/// The lists in `Policy/`, read once.
struct PolicyLists: Sendable {
  /// Built-in functions that may be called.
  let allowedFunctions: Set<ExactName>
  /// Other built-in functions, each with what it does, as the end of a sentence.
  let refusedFunctions: [ExactName: String]
  /// The types of what they give, where all overloads of a name give the same.
  let functionResults: [ExactName: String]
  let allowedTypes: Set<ExactName>
  /// Symbols of built-in operators.
  let operators: Set<ExactName>
  /// Symbols of operators of known extensions that make rows of table types, as the functions do that are refused for it.
  let refusedOperators: Set<ExactName>
  /// Names of settings in lower case.
  let readableSettings: Set<String>
  /// By extension.
  let extensionFunctions: [String: Set<ExactName>]

  static let shared = PolicyLists()

  private init() {
    allowedFunctions = Self.names(in: "functions-allowed.txt")
    allowedTypes = Self.names(in: "types-allowed.txt")
    let symbols = Dictionary(
      Self.groups(in: "operators.txt").map { ($0.title, Set($0.names.map { ExactName($0) })) }, uniquingKeysWith: { $1 }
    )
    operators = symbols["operators"] ?? []
    refusedOperators = symbols["refused"] ?? []
    var results: [ExactName: String] = [:]
    for (title, names) in Self.groups(in: "function-results.txt") {
      for name in names { results[ExactName(name)] = title }
    }
    functionResults = results
    readableSettings = Set(Self.names(in: "settings-readable.txt").map(\.text))
    var refused: [ExactName: String] = [:]
    for (title, names) in Self.groups(in: "functions-refused.txt") {
      for name in names { refused[ExactName(name)] = title }
    }
    refusedFunctions = refused
    extensionFunctions = Dictionary(
      Self.groups(in: "extension-functions.txt").map { ($0.title, Set($0.names.map { ExactName($0) })) },
      uniquingKeysWith: { $0.union($1) })
  }

  /// The groups of a list: a line that starts with `#` after an empty line names the group below it.
  static func groups(in file: String) -> [(title: String, names: [String])] {
    var groups: [(title: String, names: [String])] = []
    for line in (EmbeddedText.files["Policy/\(file)"] ?? "").split(separator: "\n") {
      if line.hasPrefix("# ") {
        groups.append((String(line.dropFirst(2)), []))
      } else if !groups.isEmpty {
        groups[groups.count - 1].names += line.split(separator: " ").map(String.init)
      }
    }
    return groups
  }

  private static func names(in file: String) -> Set<ExactName> {
    Set(groups(in: file).flatMap(\.names).map { ExactName($0) })
  }
}
