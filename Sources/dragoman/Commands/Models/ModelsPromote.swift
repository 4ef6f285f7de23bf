import ArgumentParser
import Auditing
import Evaluation
import Foundation
import Interpretation
import Tuning
import Vocabulary

extension ModelsCommand {
  struct Promote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let a model answer for the database of the settings, if it is better.",
      discussion: """
        dragoman models promote shop-20261124                           by the comparison that `tune` left in its manifest
        dragoman models promote shop-20261124 --suite questions.jsonl   by a fresh one

        It takes effect with the next question, in a running service, too, and is recorded in the audit log.
        """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The model's name, or a model folder, which is copied onto the shelf.") var name: String

    @Option(help: ArgumentHelp("Questions to compare the two on.", valueName: "path"))
    var suite: String?

    @Flag(help: "Promote it even if it is worse, or if nobody has compared it.")
    var althoughWorse = false

    func run() async throws {
      try await Composition.with(common, needsModel: false) { composition in
        let desk = try await PromotionDesk(composition)
        let entry = try Contest.entry(name, on: desk.shelf)
        if let incumbent = desk.incumbent, incumbent.manifest.sha256 == entry.manifest.sha256 {
          return Terminal.line("\(entry.name) answers already")
        }
        let decision = try await desk.decide(entry, suite: suite)
        Terminal.line(decision.reason)
        if !decision.isPromotion, !althoughWorse {
          Terminal.note("not promoted; --although-worse does it all the same")
          throw Ending.refused
        }
        Terminal.line(try await desk.promote(entry))
      }
    }
  }

  struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Let the model answer again that answered before the last promotion.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
      try await Composition.with(common, needsModel: false) { composition in
        Terminal.line(try await PromotionDesk(composition).rollBack())
      }
    }
  }
}

/// Changes which model answers for the database of the settings, and records it.
struct PromotionDesk {
  let shelf: ModelShelf
  /// What answers now; `nil` where nothing does.
  let incumbent: ModelShelf.Entry?
  private let composition: Composition
  private let schema: SchemaSnapshot
  private let folder: String

  init(_ composition: Composition) async throws {
    self.composition = composition
    folder = Places(composition.settings).models
    shelf = try ModelShelf(folder: folder)
    schema = try await composition.view().snapshot
    incumbent = try? shelf.model(for: schema)
  }

  /// By a fresh comparison where a suite is given, else by the one that the manifest holds against today's incumbent.
  func decide(_ entry: ModelShelf.Entry, suite: String?) async throws -> PromotionRule.Decision {
    guard let incumbent else { return .promote("No model answers now.") }
    if let suite {
      let contest = try await Contest.run(
        entry, incumbent, SuiteRun.Plan(suitePath: suite), composition.settings)
      return PromotionRule.decide(contest.comparison(with: incumbent, suite: suite))
    }
    guard let comparison = entry.manifest.comparison, comparison.incumbentDigest == incumbent.manifest.sha256 else {
      return .unproven("Nothing says that \(entry.name) is better than \(incumbent.name): give --suite.")
    }
    return PromotionRule.decide(comparison)
  }

  /// Copies a folder from elsewhere onto the shelf, points at it, and records who did so.
  ///
  /// - Parameter person: who does so; whoever runs the program when `nil`.
  func promote(_ entry: ModelShelf.Entry, by person: Principal? = nil) async throws -> String {
    guard entry.manifest.fits(schema) else {
      throw InterpretationError.brokenModel(entry.folder, "it was tuned on another schema")
    }
    let place = folder + "/" + entry.name
    do {
      if !FileManager.default.fileExists(atPath: place) {
        // Under another name first: a half-copied folder must not be on the shelf.
        let draft = folder + "/." + entry.name + ".draft"
        try? FileManager.default.removeItem(atPath: draft)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: entry.folder, toPath: draft)
        try FileManager.default.moveItem(atPath: draft, toPath: place)
      }
    } catch {
      throw InterpretationError.shelfUnwritable(folder)
    }
    var promotions = try Promotions(folder: folder)
    promotions.promote(entry.name, for: schema.database, after: incumbent?.name, at: ModelDeskTop.now)
    try await record(entry, person)
    try promotions.write(folder: folder)
    return "\(entry.name) answers for \(schema.database) from now on"
  }

  func rollBack(by person: Principal? = nil) async throws -> String {
    var promotions = try Promotions(folder: folder)
    let entry = try shelf.entry(named: try promotions.rollBack(schema.database, at: ModelDeskTop.now))
    try await record(entry, person)
    try promotions.write(folder: folder)
    return "\(entry.name) answers for \(schema.database) again"
  }

  private func record(_ entry: ModelShelf.Entry, _ person: Principal?) async throws {
    try await composition.log.promoted(
      .init(
        model: entry.name, digest: entry.manifest.sha256, predecessor: incumbent?.name,
        scores: entry.manifest.scores), by: person ?? composition.principal)
  }
}
