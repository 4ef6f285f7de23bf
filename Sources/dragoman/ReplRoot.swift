import Foundation
import Interpretation
import REPL
import Vocabulary

/// What a session of `dragoman repl` is composed of, and composed of anew when it connects elsewhere.
actor ReplRoot {
  private(set) var composition: Composition
  /// Those that were left, and the models that answered beside the shelf's choice: closed at the end.
  private var left: [Composition] = []
  private var models: [ModelDesk] = []
  private let common: CommonOptions

  init(_ composition: Composition, _ common: CommonOptions) {
    self.composition = composition
    self.common = common
  }

  func parts() async throws -> ReplSession.Parts {
    let composition = composition
    // Also what tells at once that the database cannot be reached. The catalog is read when it is needed, or while the
    // prompt waits for the first line.
    let own = try await composition.database.name()
    let name = composition.settings.optional(.databaseName) ?? own
    var parts = ReplSession.Parts(
      interpreter: composition.interpreter(), database: composition.database, reviews: composition.reviews, name: name,
      question: { composition.question($0) })
    parts.connect = { try await self.connect($0) }
    parts.answering = { try await self.answering($0) }
    let arguments = common.arguments(composition.settings)
    parts.program = { await ReplTerminal.run(["/proc/self/exe"] + $0 + arguments) }
    return parts
  }

  func close() async {
    for desk in models { await desk.close() }
    for composition in left + [composition] { await composition.close() }
  }

  /// Connects anew, or to another database: a name at the same server, or a connection string.
  private func connect(_ name: String?) async throws -> ReplSession.Parts {
    var settings = composition.settings
    if let name {
      let current = try settings.required(.databaseURL)
      settings = settings.with([(.databaseURL, Self.url(current, database: name)), (.databaseName, "")])
      if let introspection = settings.optional(.databaseIntrospectionURL) {
        settings = settings.with([(.databaseIntrospectionURL, Self.url(introspection, database: name))])
      }
    }
    let next = try await Composition(settings)
    do {
      try await next.checkRole()
      _ = try await next.view()
    } catch {
      await next.close()
      throw error
    }
    left.append(composition)
    composition = next
    return try await parts()
  }

  private func answering(_ model: String) async throws -> Interpreter {
    let shelf = try ModelShelf(folder: Places(composition.settings).models)
    let entry = try shelf.entry(named: model)
    let desk = try Composition.models(composition.settings.with([(.modelFolder, entry.folder), (.modelURL, "")]))
    models.append(desk)
    return composition.interpreter(asking: desk)
  }

  /// libpq takes the last of several names of a database.
  private static func url(_ current: String, database: String) -> String {
    if database.contains("=") || database.contains("://") { return database }
    guard current.contains("://") else {
      let quoted = database.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      return current + " dbname='\(quoted)'"
    }
    let escaped = database.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? database
    return current + (current.contains("?") ? "&" : "?") + "dbname=" + escaped
  }
}
