internal import Interpretation
internal import Presentation
internal import SafeExecution
package import Vocabulary

extension ReplSession {
  func snapshot() async throws -> SchemaSnapshot {
    try await parts.database.view(for: parts.question("").principal).snapshot
  }

  /// The catalog alone, once at the start and after `\c`: of a large one it is there long before the rest.
  func firstKnowledge() async -> SchemaSnapshot? {
    guard completedAt == nil, !isReadingCatalog else { return nil }
    isReadingCatalog = true
    defer { isReadingCatalog = false }
    return try? await parts.database.catalog(for: parts.question("").principal)
  }

  /// What completion knows of the database, at the start, after `\c`, and each minute; `nil` in between, and where it cannot
  /// be had.
  func changedKnowledge() async -> (snapshot: SchemaSnapshot, terms: [String])? {
    if let completedAt, ContinuousClock.now - completedAt < .seconds(60) { return nil }
    completedAt = .now
    guard let snapshot = try? await snapshot() else { return nil }
    let terms = (try? await parts.interpreter.glossaryWords(for: parts.question("").principal)) ?? []
    return (snapshot, terms)
  }

  /// The `\d` family: what the role may see, from its snapshot.
  func look(_ command: MetaCommand, _ wantsMore: Bool, _ words: [String], _ reply: inout ReplReply) async throws {
    switch command {
    case .roles: return try await roles(words.first, &reply)
    case .databases: return try await databases(words.first, &reply)
    default: break
    }
    let page = SchemaPage(try await snapshot(), display.style(screen: rows.isScreen ? console.width() : 0))
    // Several patterns give several lists, and none gives one.
    for word in words.isEmpty ? [nil] : words.map(Optional.some) {
      let pattern = word.map(NamePattern.init)
      switch command {
      case .describe:
        if let word {
          give(try page.descriptions(word, more: wantsMore), &reply)
        } else {
          give(page.relations(Set(Relation.Kind.allCases), nil, more: wantsMore), &reply)
        }
      case .tables: give(page.relations([.table, .partitionedTable, .partition], pattern, more: wantsMore), &reply)
      case .views: give(page.relations([.view], pattern, more: wantsMore), &reply)
      case .materializedViews: give(page.relations([.materializedView], pattern, more: wantsMore), &reply)
      case .foreignTables: give(page.relations([.foreignTable], pattern, more: wantsMore), &reply)
      case .keys: give(page.keys(pattern), &reply)
      case .schemas: give(page.schemas(pattern), &reply)
      case .functions: give(page.functions(pattern, more: wantsMore), &reply)
      case .aggregates: give(page.functions(pattern, [.aggregate], more: wantsMore), &reply)
      case .partitioned: give(page.relations([.partitionedTable], pattern, more: wantsMore), &reply)
      case .privileges: give(page.privileges(pattern), &reply)
      case .viewSource:
        let name = try Self.given(word, command)
        give(try page.definition(name, numbered: wantsMore), &reply)
      case .domains: give(page.types(pattern, [.domain]), &reply)
      default: give(page.types(pattern), &reply)
      }
    }
  }

  private func roles(_ pattern: String?, _ reply: inout ReplReply) async throws {
    guard options.allowsRoles else { throw ReplError.notAllowed("du", setting: "repl.roles") }
    list("List of roles", try await parts.database.roles(), pattern, &reply)
  }

  /// The database of the settings, which is the only one that is known, unless the settings let the server list its own.
  private func databases(_ pattern: String?, _ reply: inout ReplReply) async throws {
    guard !options.allowsDatabases else {
      return list("List of databases", try await parts.database.databases(), pattern, &reply)
    }
    let snapshot = try await snapshot()
    let own = ResultTable(
      columns: ["Name", "Database", "Role"].map { .init(name: $0, type: "text") },
      rows: [[parts.name, snapshot.database, snapshot.role]])
    list("List of databases", own, pattern, &reply)
    if !display.isQuiet {
      reply.complain("Where repl.databases says yes, the server's other databases are listed, too.")
    }
  }

  /// A list whose first column a pattern may narrow.
  private func list(_ title: String, _ table: ResultTable, _ pattern: String?, _ reply: inout ReplReply) {
    var (style, table) = (display.style(screen: rows.isScreen ? console.width() : 0), table)
    style.title = title
    if let pattern = pattern.map(NamePattern.init) {
      table.rows.removeAll { !pattern.matches(($0.first ?? nil) ?? "") }
    }
    give(style.render(table), &reply)
  }

  func connect(_ name: String?, _ reply: inout ReplReply) async throws {
    guard let connect = parts.connect else { throw ReplError.needsTerminal("c") }
    let next = try await connect(name == "-" ? nil : name)
    parts = next
    last = nil
    lastQuestion = nil
    (seen, choices, context, contextSQL) = ([], [], "", nil)
    completedAt = nil
    variables["DBNAME"] = next.name
    let snapshot = try await snapshot()
    if !display.isQuiet {
      reply.say("You are now connected to database \"\(snapshot.database)\" as user \"\(snapshot.role)\".")
    }
  }

  /// libpq and the terminal speak UTF-8 here, whatever the server keeps.
  func encoding(_ name: String?, _ reply: inout ReplReply) throws(ReplError) {
    guard let name else { return reply.say("UTF8") }
    guard ["utf8", "utf-8", "unicode"].contains(name.lowercased()) else {
      throw .badOption("\\encoding", String(name.prefix(40)), allowed: "UTF8")
    }
  }

  func tellConnection(_ reply: inout ReplReply) async throws {
    let snapshot = try await snapshot()
    let (major, minor) = (snapshot.serverVersion / 10_000, snapshot.serverVersion % 10_000)
    reply.say(
      "You are connected to database \"\(snapshot.database)\" as user \"\(snapshot.role)\", read-only "
        + "(PostgreSQL \(major).\(minor)).")
  }
}
