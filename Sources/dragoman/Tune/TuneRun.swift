import Digests
import Foundation
import Interpretation
import Tuning
import Vocabulary

/// One tuning run, stage after stage; a run that was killed goes on at the stage that it was in.
final class TuneRun {
  let composition: Composition
  let settings: Settings
  let options: TuneOptions
  let folder: TuneFolder
  var facts: TuneFacts
  private let began = ContinuousClock.now
  /// Time that does not count: PyTorch is installed once.
  private var installing = Duration.zero
  /// Of what all stages so far were made from.
  private var key = ""
  private var number = 0

  init(_ composition: Composition, _ options: TuneOptions, folder: TuneFolder) {
    self.composition = composition
    settings = composition.settings
    self.options = options
    self.folder = folder
    facts = TuneFacts(folder)
  }

  /// Minutes that are left of the budget.
  var minutesLeft: Double {
    let (seconds, _) = (ContinuousClock.now - began - installing).components
    return max(0, options.minutes - Double(seconds) / 60)
  }

  /// Makes a model for the database and decides whether it answers from now on.
  func run() async throws -> PromotionRule.Decision {
    let view = try await composition.view()
    let schema = view.snapshot
    try await stage(.schema, [schema.fingerprint, Machine.program, options.profile]) {
      try JSONEncoder().encode(schema).write(to: URL(filePath: folder.file("schema.json")), options: .atomic)
      facts.name = Self.name(schema.database)
    }
    let base = try BaseModel(options.base, settings, for: schema, profile: options.profile)
    if base.isTuned { Terminal.note("going on from \(base.name), which was tuned on a schema like this") }
    try await stage(
      .pairs,
      [String(options.seed), String(options.pairCount), options.suite ?? "drawn \(options.questions)"]
        + (base.isTuned ? [base.digest] : [])
    ) { try await PairStage(self, view, base.tags(for: schema)).run() }
    let before = ContinuousClock.now
    var python: TrainingPython?
    try await stage(.environment, always: true, []) { python = try await TrainingPython(settings) }
    installing += .now - before
    guard let python else { throw TuningError.noBase }
    try await stage(.base, [base.digest]) { try await base.checkpoint(at: folder.file("base.pt"), python) }
    try await stage(.training, [String(options.minutes), String(options.threads)]) {
      try await TrainingStage(self, python, goesOn: base.isTuned, key: key).run()
    }
    let candidate = CandidateModel(self, schema, base)
    try await stage(.export, []) { try await candidate.export(python) }
    var contest: TuneContest?
    try await stage(.evaluation, always: true, []) { contest = try await TuneContest(self, candidate) }
    guard let contest else { throw TuningError.noBase }
    var decision = PromotionRule.Decision.worse("")
    try await stage(.decision, always: true, []) {
      decision = contest.decision
      try candidate.describe(contest)
      Terminal.line(decision.reason)
      guard decision.isPromotion, options.promotes else { return }
      let desk = try await PromotionDesk(composition)
      Terminal.line(try await desk.promote(try candidate.entry))
    }
    return decision
  }

  /// Runs a stage unless an earlier run has finished it from the same things.
  private func stage(
    _ stage: TuneFolder.Stage, always: Bool = false, _ parts: [String], _ body: () async throws -> Void
  ) async throws {
    number += 1
    key = Digest.sha256(Data(([key, stage.rawValue] + parts).joined(separator: "\u{1F}").utf8))
    let title = "\(number) of \(TuneFolder.Stage.allCases.count)  \(stage.title)"
    if !always, folder.isDone(stage, key: key) { return Terminal.note("\(title): done before") }
    Terminal.note("\(title)  (\(Self.clock(minutesLeft)) left)")
    try await body()
    try facts.write(folder)
    try folder.finish(stage, key: key)
  }

  /// `12:05`, minutes and seconds.
  static func clock(_ minutes: Double) -> String {
    let seconds = Int((minutes * 60).rounded())
    let rest = seconds % 60
    return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// `shop-20261124-1130`.
  private static func name(_ database: String) -> String {
    let plain = database.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined()
    let time = Date().formatted(.iso8601).filter(\.isNumber)
    return "\(plain)-\(time.prefix(8))-\(time.dropFirst(8).prefix(4))"
  }
}
