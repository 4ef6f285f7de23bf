import Foundation
import Tuning

/// Trains on the pairs, from the base's checkpoint, for what is left of the budget.
struct TrainingStage {
  private let run: TuneRun
  private let python: TrainingPython
  /// Whether the base knows the schema already.
  private let goesOn: Bool
  private let key: String

  init(_ run: TuneRun, _ python: TrainingPython, goesOn: Bool, key: String) {
    self.run = run
    self.goesOn = goesOn
    self.python = python
    self.key = key
  }

  func run() async throws {
    let out = run.folder.file("training")
    let mark = out + "/key"
    if FileManager.default.contents(atPath: mark) != Data(key.utf8) {
      // What lies there was trained on other pairs.
      try? FileManager.default.removeItem(atPath: out)
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      run.facts.trainingMinutes = nil
      try Data(key.utf8).write(to: URL(filePath: mark))
    }
    // Decided once: a run that goes on after a kill has the same budget, of which some is spent.
    let reserve = 0.12 * run.options.minutes + 0.2
    let minutes = run.facts.trainingMinutes ?? max(0.1, run.minutesLeft - reserve)
    run.facts.trainingMinutes = minutes
    try run.facts.write(run.folder)
    var data = [run.folder.file("invented.jsonl.gz")]
    if run.facts.people > 0 {
      // People's pairs weigh about a twentieth of all, and each comes at most thirty times an epoch.
      let times = max(1, min(30, run.facts.pairs / (20 * run.facts.people)))
      data.append(run.folder.file("people.jsonl.gz") + ":\(times)")
    }
    let seconds = max(1, min(30, minutes * 2))
    let staysNear = run.options.profile == Corpus.generalProfile
    let (rate, stepTokens) = staysNear ? ("1e-3", "4096") : ("2e-3", "3072")
    // What the base knew of this schema is worth as much as what came to it: half of each beats both (docs/tuning.md).
    let share = staysNear ? "0.6" : goesOn ? "0.5" : "1"
    try await python.run(
      ["train.py", "--resume", "--init", run.folder.file("base.pt"), "--data"] + data + [
        "--out", out, "--minutes", String(minutes), "--lr", rate, "--average", share, "--step-tokens", stepTokens,
        "--row", "256", "--limit", "1024", "--evals", "1", "--decay", "0.5", "--threads", String(run.options.threads),
        "--eval-seconds", String(seconds), "--seed", String(run.options.seed),
        "--save-seconds", String(max(5, min(60, minutes * 6))),
      ])
  }
}
