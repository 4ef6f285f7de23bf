import ArgumentParser
import Generation
import Interpretation
import Prompting
import SafeExecution
import Vocabulary

/// `dragoman doctor`: is everything in place, and is it safe?
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Check the database, the role's harmlessness, the audit log and the model; exit 3 if something must be mended.")

  @OptionGroup var common: CommonOptions

  private enum Mark: String {
    case good = "ok  "
    case doubt = "warn"
    case bad = "FAIL"
  }

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let composition = try await Composition(settings, needsModel: false)
      tell(.good, "audit log", Places(settings).state + "/audit.sqlite")
      var isSound = await checkDatabase(composition)
      isSound = await checkModel(composition) && isSound
      await composition.close()
      if !isSound { throw Ending.broken }
    }
  }

  private func checkDatabase(_ composition: Composition) async -> Bool {
    do {
      let snapshot = try await composition.view().snapshot
      tell(
        .good, "database",
        "\(snapshot.database) as \(snapshot.role), \(snapshot.relations.count) relations, PostgreSQL \(snapshot.serverVersion / 10_000)"
      )
      // A pooler in between may drop what a session was opened with; then nothing would run.
      if let query = try await composition.view().judge("SELECT 1").query {
        _ = try await composition.view().run(query)
        tell(.good, "session", "pinned, read-only, as new after each statement")
      }
      let observations = try await composition.database.inspectRole()
      // An unsafe role that was allowed in so many words is no failure, but no secret either.
      let isAllowed = composition.settings.isOn(.safetyUnsafeRole)
      for observation in observations {
        let mark: Mark =
          switch observation.severity {
          case .danger: isAllowed ? .doubt : .bad
          case .warning: .doubt
          case .note: .good
          }
        tell(mark, observation.rule, observation.message, hint: observation.hint)
      }
      let isHarmless = !observations.contains { $0.severity == .danger }
      if isHarmless { tell(.good, "role", "\(snapshot.role) may do nothing that a question should not do") }
      return isHarmless || isAllowed
    } catch {
      return fail("database", error)
    }
  }

  private func checkModel(_ composition: Composition) async -> Bool {
    do {
      let snapshot = try await composition.view().snapshot
      let model = try await composition.models.model(for: snapshot)
      let profile = model.builder.profile
      tell(.good, "model", "\(model.name), prompt profile \(profile.name)")
      let tags = profile.output == .tagged ? ["<t0>", "<c0>", "<v0>"] : []
      let needs = ModelContract.Needs(
        usesChat: profile.form == .chat, contextLength: profile.tokenBudget + profile.maxTokens, singleTokens: tags)
      var isSound = true
      for check in await ModelContract(model.generator, needs: needs).check() {
        let mark: Mark =
          switch check.outcome {
          case .passed: .good
          case .failed: .bad
          case .unknown: .doubt
          }
        if mark == .bad { isSound = false }
        tell(mark, "model \(check.name)", check.message, hint: check.hint)
      }
      return isSound
    } catch {
      return fail("model", error)
    }
  }

  private func fail(_ name: String, _ error: any Error) -> Bool {
    let breakage = error as? any Breakage
    tell(.bad, name, breakage?.message ?? "\(error)", hint: breakage?.hint)
    return false
  }

  private func tell(_ mark: Mark, _ name: String, _ text: String, hint: String? = nil) {
    Terminal.line("\(mark.rawValue)  \(name): \(text)")
    if let hint { Terminal.line("      \(hint)") }
  }
}
