import Foundation
import Generation
import Glibc
import Interpretation
import ModelTestSupport
import Prompting
import Synchronization
import Testing
import Vocabulary

@Suite("The model desk, with models really running", .timeLimit(.minutes(2)))
struct ModelDeskTests {
  /// The children that were launched, without keeping them alive.
  private final class Launches: Sendable {
    private struct Weak: Sendable { weak let model: EmbeddedModel? }
    private let models = Mutex<[Weak]>([])

    func note(_ model: EmbeddedModel) -> EmbeddedModel {
      models.withLock { $0.append(Weak(model: model)) }
      return model
    }

    subscript(index: Int) -> EmbeddedModel? { models.withLock { $0.indices.contains(index) ? $0[index].model : nil } }
    var count: Int { models.withLock { $0.count } }
  }

  @Test("picks up a promotion without dropping a question; the old model ends with its last one")
  func promotion() async throws {
    let shelf = try Shelf()
    let tiny = try await Fixtures.tinyModel()
    try shelf.add("first", file: tiny)
    try shelf.add("second", file: tiny)
    let (runtime, log) = (try Fixtures.runtime(), try Fixtures.temporaryFolder() + "/log")
    let launches = Launches()
    let desk = ModelDesk(
      .shelf(try ModelShelf(folder: shelf.folder)) { entry in
        launches.note(
          EmbeddedModel(
            .init(
              runtime: runtime, script: Fixtures.root + "/scripts/model-server", model: entry.path, parallel: 2,
              context: 512, log: log)))
      })
    let prompt = Prompt(
      template: "test", form: .completion("hello"), output: .sql, stops: [], maxTokens: 24, tokenEstimate: 4)
    func ask() async throws -> String {
      let model = try await desk.model(for: Shelf.snapshot())
      let answers = try await model.generator.candidates(for: prompt)
      return answers.isEmpty ? "none" : model.name
    }
    #expect(try await ask() == "first")
    let pid = try #require(await launches[0]?.processID)
    // Questions under way while the pointer changes: each is answered by the model that it was given.
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<12 {
        if number == 6 { try shelf.promote("second", for: "shop", after: "first") }
        group.addTask { try await ask() }
        try await Task.sleep(for: .milliseconds(20))
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(names.count == 12)
    #expect(names.contains("first"))
    #expect(names.contains("second"))
    #expect(try await ask() == "second")
    #expect(launches.count == 2)
    let end = ContinuousClock.now + .seconds(10)
    while kill(pid, 0) == 0, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
    #expect(kill(pid, 0) != 0, "the first model still runs")
    #expect(launches[0] == nil)
    await desk.close()
  }
}
