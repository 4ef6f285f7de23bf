import ArgumentParser
import Interpretation
import SafeExecution
import Vocabulary

/// `dragoman harden`: the administrator's script for the actual database.
struct HardenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "harden",
    abstract: "Print the SQL that makes the database's roles harmless, each part explained; nothing is changed.",
    discussion: """
      dragoman harden > harden.sql                  read it, then run it as a superuser
      dragoman harden --check                       say what is missing; exit 3 if anything is

      The catalog is read as database.introspection-url says, else as database.url says. Roles that principals are mapped \
      to (identity.roles) are granted to the login role, and the columns to them.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Verify instead of printing: what is still to be done, and exit 3 if anything is.")
  var check = false

  @Option(help: ArgumentHelp("The login role; that of database.url unless it is a superuser.", valueName: "name"))
  var role: String?

  @Option(help: ArgumentHelp("The role that reads the catalog; that of database.introspection-url.", valueName: "name"))
  var introspectionRole: String?

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let composition = try await Composition(settings, needsModel: false)
      do {
        let plan = try await composition.database.hardening(role: role, introspectionRole: introspectionRole)
        await composition.close()
        if check { try tell(plan) } else { Terminal.write(plan.script) }
      } catch {
        await composition.close()
        throw error
      }
    }
  }

  private func tell(_ plan: HardeningPlan) throws {
    let missing = plan.missing
    guard !missing.isEmpty else { return Terminal.line("ok    nothing is missing") }
    for chapter in missing {
      Terminal.line("FAIL  \(chapter.name)")
      for line in chapter.explanation { Terminal.line(Terminal.dimmed("      \(line)")) }
      for step in chapter.steps { Terminal.line("      \(step.statement);") }
    }
    throw Ending.broken
  }
}
