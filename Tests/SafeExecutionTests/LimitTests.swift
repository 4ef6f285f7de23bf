import Testing
import Vocabulary

@testable import SafeExecution

@Suite(.serialized) struct LimitTests {
  @Test(
    "A statement that asks for too much is refused or stopped, and the server is well after it",
    arguments: CorpusTests.bombs)
  func stopped(_ item: Case) async throws {
    var policy = ExecutionPolicy()
    policy.statementTimeout = 1_000
    policy.dryRunTimeout = 1_000
    policy.maxSessions = 1
    let session = try await Fixture.session(policy)
    let traces = try await Traces.of(database: "safe_shop")
    let before = try await traces.now()
    let verdict = try await Fixture.validator(policy).judge(bytes: item.bytes, session: session)
    if let query = verdict.query {
      do {
        let table = try await Executor(session: session).run(query)
        #expect(table.truncation != nil, "it ran to its end")
      } catch is SafeExecutionError {}
    }
    #expect(try await Executor(session: session).run(text: "SELECT 1").rows == [["1"]])
    #expect(try await traces.now() == before)
    await traces.close()
    await session.close()
  }
}
