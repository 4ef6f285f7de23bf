import Access
import Auditing
import Evaluation
import Foundation
import HTTPService
import Interpretation
import Vocabulary

/// What the HTTP service is made of, under the settings.
struct ServeParts {
  let composition: Composition
  private var settings: Settings { composition.settings }

  init(_ composition: Composition) { self.composition = composition }

  func parts() throws -> HTTPDoor.Parts {
    let composition = composition
    var parts = HTTPDoor.Parts(
      interpreter: composition.interpreter(), planner: composition.interpreter(executes: false),
      database: composition.database, models: composition.models, reviews: composition.reviews, log: composition.log,
      store: composition.store, local: composition.principal, question: { composition.question($0, of: $1) })
    let access = Set(settings.list(.serveAccess))
    if let stranger = access.subtracting(["keys", "tokens"]).sorted().first {
      throw SettingsError.badValue(.serveAccess, stranger, "keys, tokens, or both")
    }
    if access.contains("keys") { parts.keys = KeyRing(composition.store) }
    if access.contains("tokens") { parts.tokens = TokenVerifier(try tokenRules()) }
    if settings.optional(.modelURL) == nil { parts.promotions = Self.promotions(composition) }
    if let key = try SigningKeyFile.read(AuditSettings(settings).keyFile) { parts.witness.keys = [key.verifyingKey] }
    parts.privateColumns = AuditSettings(settings).limits.privateColumns
    parts.reportsFolder = Places(settings).reports
    parts.runsSQL = settings.isOn(.serveRunSQL)
    parts.deniedRelations = settings.list(.safetyDenied)
    parts.version = Dragoman.version
    return parts
  }

  func options() -> HTTPDoor.Options {
    var options = HTTPDoor.Options(
      host: settings.text(.serveHost), port: settings.whole(.servePort), concurrency: settings.whole(.serveConcurrency),
      queue: settings.whole(.serveQueue), patience: settings.duration(.servePatience),
      grace: settings.duration(.serveGrace))
    options.allowance = .init(perMinute: settings.whole(.serveRate), atOnce: settings.whole(.servePerCaller))
    options.hosts = Set(settings.list(.serveHosts).map { $0.lowercased() })
    options.isBehindTLS = settings.isOn(.serveBehindTLS)
    options.logsRequests = settings.isOn(.serveLogRequests)
    return options
  }

  private func tokenRules() throws -> TokenVerifier.Rules {
    TokenVerifier.Rules(
      source: try settings.required(.serveJWKS), issuer: settings.optional(.serveTokenIssuer),
      audience: settings.optional(.serveTokenAudience), principalClaim: settings.text(.serveTokenPrincipal),
      scopeClaim: settings.text(.serveTokenScope))
  }

  private static func promotions(_ composition: Composition) -> HTTPDoor.Promotions {
    HTTPDoor.Promotions(
      promote: { name, althoughWorse, person in
        let desk = try await PromotionDesk(composition)
        let entry = try desk.shelf.entry(named: name)
        let decision = try await desk.decide(entry, suite: nil)
        guard decision.isPromotion || althoughWorse else { return .init(isDone: false, sentence: decision.reason) }
        return .init(isDone: true, sentence: try await desk.promote(entry, by: person))
      },
      rollBack: { person in
        .init(isDone: true, sentence: try await PromotionDesk(composition).rollBack(by: person))
      })
  }
}
