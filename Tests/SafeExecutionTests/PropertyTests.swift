import Foundation
import Mutating
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

@Suite(.serialized) struct PropertyTests {
  @Test("Accepted queries leave the database logically identical, honest ones and mutated ones")
  func untouched() async throws {
    let session = try await Fixture.session()
    let validator = try await Fixture.validator()
    let traces = try await Traces.of(database: "safe_shop")
    let before = (try await dump(), try await traces.now())
    var mutator = Mutator(seed: 20_261_124, texts: (CorpusTests.honest + CorpusTests.hostile).map(\.bytes))
    let generated = (0..<4_000).map { _ in mutator.next() }
    var ran = 0
    for bytes in CorpusTests.honest.map(\.bytes) + generated {
      // The static layers first, so that most refusals cost no server.
      guard try await validator.judge(bytes: bytes).query != nil,
        let query = try await validator.judge(bytes: bytes, session: session).query
      else { continue }
      ran += 1
      _ = try? await Executor(session: session).run(query)
    }
    await session.close()
    let after = (try await dump(), try await traces.now())
    await traces.close()
    print("accepted and run: \(ran) of \(CorpusTests.honest.count) honest and \(generated.count) generated statements")
    #expect(ran > CorpusTests.honest.count)
    #expect(before.0 == after.0)
    #expect(before.1 == after.1)
  }

  private func dump() async throws -> String {
    let server = try await TestServer.shared()
    return try await server.dump(database: "safe_shop")
  }
}
