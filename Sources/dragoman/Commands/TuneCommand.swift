import ArgumentParser
import Foundation
import Tuning
import Vocabulary

/// `dragoman tune`: a model that knows this database, measured, and promoted if it is better.
struct TuneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune", abstract: "Train a small model for this database, measure it, promote it if it is better.",
    discussion: """
      dragoman tune                                   an hour on two cores, no question of yours needed
      dragoman tune --minutes 20 --suite ours.jsonl   measured on questions that people wrote

      Reads the schema, invents pairs of question and SQL, adds the pairs that reviewers approved, holds some queries back \
      to measure on, trains from the general model, compares with the model that answers now on the same questions, and \
      promotes the better one. Called again after a kill it goes on where it was. docs/tuning.md tells all of it.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "Time for everything but the first installation of PyTorch.")
  var minutes = 60.0

  @Option(help: ArgumentHelp("Questions of people with gold queries, instead of drawn ones.", valueName: "path"))
  var suite: String?

  @Option(help: "Questions to draw from the schema where there is no suite.")
  var questions = 200

  @Option(help: "Pairs to invent; by the minutes when left out.")
  var pairs: Int?

  @Option(help: ArgumentHelp("A model's name, a GGUF file or a checkpoint to start from.", valueName: "model"))
  var base: String?

  @Option(
    help: """
      \(Corpus.generalProfile): the model reads the schema and stays near to its base; \(Corpus.tunedProfile): it \
      knows it by heart. By the schema's size when left out.
      """
  )
  var profile: String?

  @Option(help: "The same seed invents the same pairs.")
  var seed: UInt64 = 1

  @Option(help: "Threads of training.")
  var threads = min(8, ProcessInfo.processInfo.activeProcessorCount)

  @Flag(help: "Measure and say what would be done, but promote nothing.")
  var keep = false

  @Flag(help: "Forget an unfinished run and begin anew.")
  var fresh = false

  func validate() throws {
    guard profile.map([Corpus.generalProfile, Corpus.tunedProfile].contains) ?? true else {
      throw ValidationError("--profile is \(Corpus.generalProfile) or \(Corpus.tunedProfile).")
    }
    guard minutes > 0, questions > 0, pairs ?? 1 > 0, threads > 0 else {
      throw ValidationError("--minutes, --questions, --pairs and --threads are above 0.")
    }
  }

  func run() async throws {
    try await Composition.with(common, needsModel: false) { composition in
      try await composition.checkRole()
      let schema = try await composition.view().snapshot
      let folder = try TuneFolder(Places(composition.settings).state + "/tune/\(schema.database)")
      if fresh || folder.isFinished { try folder.clear() }
      let options = TuneOptions(
        minutes: minutes, pairs: pairs, suite: suite, questions: questions, seed: seed, base: base,
        profile: try profile ?? Corpus.profile(for: schema),
        promotes: !keep, threads: threads)
      let run = TuneRun(composition, options, folder: folder)
      let decision = try await run.run()
      if decision.isPromotion, !keep { return }
      Terminal.line("not promoted\(keep ? ", as you said" : ""); the model is in \(folder.file(run.facts.name))")
      if !decision.isPromotion { throw Ending.refused }
    }
  }
}
