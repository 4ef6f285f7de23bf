internal import Interpretation
internal import Presentation
internal import SafeExecution
package import Vocabulary

extension ReplSession {
  func snapshot() async throws -> SchemaSnapshot {
    try await parts.database.view(for: parts.question("").principal).snapshot
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
    if command == .roles { return try await roles(&reply) }
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
      default: give(page.types(pattern), &reply)
      }
    }
  }

  private func roles(_ reply: inout ReplReply) async throws {
    guard options.allowsRoles else { throw ReplError.notAllowed("du", setting: "repl.roles") }
    let roles = try await parts.database.roles()
    var style = display.style(screen: rows.isScreen ? console.width() : 0)
    style.title = "List of roles"
    give(style.render(roles), &reply)
  }

  func connect(_ name: String?, _ reply: inout ReplReply) async throws {
    guard let connect = parts.connect else { throw ReplError.needsTerminal("c") }
    let next = try await connect(name == "-" ? nil : name)
    parts = next
    last = nil
    lastQuestion = nil
    (seen, choices, context) = ([], [], "")
    completedAt = nil
    variables["DBNAME"] = next.name
    let snapshot = try await snapshot()
    if !display.isQuiet {
      reply.say("You are now connected to database \"\(snapshot.database)\" as user \"\(snapshot.role)\".")
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
