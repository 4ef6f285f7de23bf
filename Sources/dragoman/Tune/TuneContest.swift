import Evaluation
import Foundation
import Interpretation
import Tuning
import Vocabulary

/// The new model beside the one that answers now, on the same questions.
struct TuneContest {
  let candidate: Score
  let decision: PromotionRule.Decision
  let comparison: ModelManifest.Comparison?
  let incumbentName: String

  /// Measures both; each goes on where an earlier run was killed.
  init(_ run: TuneRun, _ model: CandidateModel) async throws {
    let plan = SuiteRun.Plan(suitePath: run.options.suite ?? run.folder.file("suite.jsonl"))
    let entry = try model.entry
    candidate = try await Contest.score(
      entry, plan, run.settings, unfinished: run.folder.file("candidate.unfinished"))
    try Self.report(candidate, plan, run, "report")
    Terminal.note("   \(entry.name): \(candidate.accuracy.description)")
    guard let incumbent = try await Self.incumbent(run) else {
      comparison = nil
      incumbentName = "no other model"
      decision = PromotionRule.decide(first: candidate.accuracy)
      return
    }
    let other = try await Contest.score(
      incumbent.entry, plan, run.settings, unfinished: run.folder.file("incumbent.unfinished"))
    try Self.report(other, plan, run, "incumbent")
    Terminal.note("   \(incumbent.name): \(other.accuracy.description)")
    let test = McNemar(candidate.results, other.results, columns: candidate.columns)
    let found = ModelManifest.Comparison(
      incumbent: incumbent.name, incumbentDigest: incumbent.entry?.manifest.sha256 ?? "", suite: run.facts.suite,
      questions: test.questions, onlyThis: test.onlyFirst, onlyIncumbent: test.onlySecond,
      probability: test.probability)
    comparison = found
    incumbentName = incumbent.name
    decision = PromotionRule.decide(found)
  }

  /// What answers now: a server of the settings, or a model on the shelf.
  private static func incumbent(_ run: TuneRun) async throws -> (name: String, entry: ModelShelf.Entry?)? {
    if run.settings.optional(.modelURL) != nil {
      return (run.settings.optional(.modelName) ?? "the model of model.url", nil)
    }
    let schema = try await run.composition.view().snapshot
    guard let entry = try? ModelShelf(folder: Places(run.settings).models).model(for: schema) else { return nil }
    return (entry.name, entry)
  }

  private static func report(_ score: Score, _ plan: SuiteRun.Plan, _ run: TuneRun, _ name: String) throws {
    let suite = try Suite(contentsOf: plan.suitePath)
    let circumstances = Report.Circumstances(
      suite: run.facts.suite, suiteDigest: try SuiteRun.digest(suite), columns: suite.columns,
      command: "dragoman tune", measuredAt: ModelDeskTop.now, program: "dragoman \(Dragoman.version)",
      machine: Machine.description, parallel: 1)
    try Report(score, circumstances).write(run.folder.file(name))
  }
}
