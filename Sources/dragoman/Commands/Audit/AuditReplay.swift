import ArgumentParser
import Evaluation
import Vocabulary

extension AuditCommand {
  /// `dragoman audit replay`.
  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Ask a question of the log again, with today's schema and model, and show what changed.",
      discussion: """
        The statement of then is run again, too, so that a change of the data and a change of the answer can be told \
        apart. Both runs are in the log. The status is 1 when the answer is another one.
        """)
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id, from `audit list`.") var id: String
    @Flag(help: "As JSON.") var json = false

    func run() async throws {
      try await Composition.with(common, needsModel: true) { composition in
        try await composition.checkRole()
        let record = try await composition.reviews.reader.record(try AuditDesk.id(id))
        let replayer = Replayer(interpreter: composition.interpreter(), reader: composition.reviews.reader)
        let replay = try await replayer.replay(record, by: composition.principal)
        Terminal.write(json ? try AuditPage.json(replay) : ReplayPage.text(replay))
        if !replay.isSame { throw Ending.refused }
      }
    }
  }
}
