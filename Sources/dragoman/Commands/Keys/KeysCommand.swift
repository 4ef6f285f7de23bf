import Access
import ArgumentParser
import Foundation
import Presentation
import Vocabulary

/// `dragoman keys`: who may come through the door of `dragoman serve`.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Make, list and revoke the keys that open `dragoman serve`.",
    discussion: """
      dragoman keys create anna --scope ask,review --days 90
      dragoman keys list
      dragoman keys revoke 1f03a2c4

      Only a key's digest is kept, so it is shown once. Keys count when serve.access says keys.
      """,
    subcommands: [Create.self, List.self, Revoke.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a key, and show it this once.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "On whose behalf its holder asks.") var principal: String
    @Option(
      help: ArgumentHelp(
        "What it is good for: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "scopes"))
    var scope = "ask"
    @Option(help: "Days until it expires; never when left out.") var days: Int?

    func validate() throws {
      let names = scope.split { $0 == "," || $0 == " " }.map(String.init)
      if let stranger = names.first(where: { Scope(rawValue: $0) == nil }) {
        throw ValidationError("there is no scope \(stranger)")
      }
      guard !names.isEmpty else { throw ValidationError("--scope names at least one scope") }
      guard !principal.isEmpty, principal.utf8.count <= 200 else { throw ValidationError("a principal has a name") }
      if let days, !(1...36_500).contains(days) { throw ValidationError("--days is 1 to 36500") }
    }

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
        let fresh = try await KeyRing(desk.store).create(
          for: Principal(principal), Scope.read(scope),
          expiresAt: days.map { Moment(microseconds: now + Int64($0) * 86_400_000_000) })
        Terminal.line(fresh.text)
        Terminal.note("Key \(fresh.key.id) of \(principal). It is not shown again.")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "All keys that ever were, without the keys themselves.")

    @OptionGroup var common: CommonOptions
    @Option(help: "table, csv, json or jsonl.") var format: TableFormat = .table

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let columns = ["id", "principal", "scopes", "made", "expires", "revoked"].map {
          ResultTable.Column(name: $0, type: "text")
        }
        let rows: [[String?]] = try await KeyRing(desk.store).list().map { key in
          [
            key.id, key.principal.name, key.scopes.sorted().map(\.rawValue).joined(separator: " "),
            key.madeAt.description, key.expiresAt?.description, key.revokedAt?.description,
          ]
        }
        Terminal.write(format.render(ResultTable(columns: columns, rows: rows)))
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a key useless from now on.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The key's id, as `dragoman keys list` shows it.") var id: String

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        try await KeyRing(desk.store).revoke(id)
        Terminal.line("key \(id) opens nothing any more")
      }
    }
  }
}
