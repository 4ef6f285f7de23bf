package import Postgres
internal import Vocabulary

/// Looks at a database and says which statements make its roles harmless. Each file of `Policy/hardening` is a chapter:
/// a comment that explains it and a query that gives its statements.
package struct Hardener: Sendable {
  private let wishes: HardeningWishes
  private let policy: ExecutionPolicy

  package init(_ wishes: HardeningWishes, policy: ExecutionPolicy = ExecutionPolicy()) {
    self.wishes = wishes
    self.policy = policy
  }

  /// The chapters, in the order in which they run.
  static let chapters = [
    "01-login-role", "02-memberships", "03-login-limits", "04-introspection-role", "05-database", "06-schemas",
    "07-relations", "08-public-rights", "09-ownership", "10-functions", "11-built-in-functions", "12-catalogs",
  ]

  /// - Parameter connection: of a role that may read the catalog.
  package func plan(_ connection: PostgresConnection) async throws(PostgresError) -> HardeningPlan {
    let prelude = Self.text("prelude")
    let database = try await connection.query("SELECT pg_catalog.current_database()").rows.first?.first.flatMap { $0 }
    // All queries see the same state, and names are printed with their schemas.
    let opening: [PostgresStatement] = [
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL search_path = pg_catalog", "SET LOCAL jit = off",
    ]
    let queries = Self.chapters.map { PostgresStatement(prelude + Self.body($0), parameters) }
    let results: [Result<ResultTable, PostgresError>]
    do throws(PostgresError) {
      results = try await connection.pipeline(opening + queries + ["ROLLBACK"])
    } catch {
      try? await connection.cleanUp(["ROLLBACK"])
      throw error
    }
    var chapters: [HardeningPlan.Chapter] = []
    for (name, result) in zip(Self.chapters, results.dropFirst(opening.count)) {
      let table: ResultTable
      do throws(PostgresError) {
        table = try result.get()
      } catch {
        try? await connection.cleanUp(["ROLLBACK"])
        throw error
      }
      let steps = table.rows.map { row in
        HardeningPlan.Step(
          statement: row[0] ?? "", isDone: row[1] == "t", note: row.count > 2 ? row[2] : nil)
      }
      chapters.append(.init(name: String(name.dropFirst(3)), explanation: Self.explanation(name), steps: steps))
    }
    return HardeningPlan(header: header(database ?? ""), chapters: chapters)
  }

  private var parameters: [String?] {
    let functions = Self.words("hardening/built-in-functions.txt")
    let catalogs = Self.words("hardening/catalogs.txt")
    return [
      wishes.loginRole, wishes.introspectionRole, Self.array(wishes.readers), Self.array(functions.map(\.word)),
      Self.array(catalogs.map(\.word)), Self.array(policy.allowedFunctions.sorted()),
      Self.array(policy.deniedRelations.sorted()),
      Self.array(policy.trustsKnownExtensions ? PolicyLists.shared.extensionFunctions.keys.sorted() : []),
      Self.array(functions.map(\.group)), Self.array(catalogs.map(\.group)),
    ]
  }

  private func header(_ database: String) -> [String] {
    Self.text("header").replacing("{database}", with: SQLText.identifier(database))
      .replacing("{login}", with: wishes.loginRole).replacing("{introspector}", with: wishes.introspectionRole)
      .split(separator: "\n").map(String.init)
  }

  /// The words of a list, each with the title of its group.
  static func words(_ file: String) -> [(word: String, group: String)] {
    PolicyLists.groups(in: file).flatMap { group in group.names.map { ($0, group.title) } }
  }

  private static func text(_ name: String) -> String { EmbeddedText.files["Policy/hardening/\(name).sql"] ?? "" }

  /// The comment that a chapter begins with.
  private static func explanation(_ chapter: String) -> [String] {
    text(chapter).split(separator: "\n").prefix { $0.hasPrefix("--") }.map { String($0.dropFirst(3)) }
  }

  private static func body(_ chapter: String) -> String {
    text(chapter).split(separator: "\n").drop { $0.hasPrefix("--") }.joined(separator: "\n")
  }

  private static func array(_ texts: [String]) -> String {
    let quoted = texts.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
    return "{" + quoted.joined(separator: ",") + "}"
  }
}
