import Curl
import Foundation
import ModelTestSupport
import Synchronization
import Testing
import Vocabulary

@testable import Generation

@Suite("Generator against a misbehaving server", .timeLimit(.minutes(1)))
struct GeneratorTests {
  private let faulty: FaultyServer
  private static let answer = "SELECT 'é' AS word"

  init() async throws { faulty = try await .shared() }

  private func generator(
    _ how: String, timeout: Duration = .seconds(20), _ edit: (inout ModelEndpoint) -> Void = { _ in }
  ) -> Generator {
    var endpoint = ModelEndpoint(url: faulty.behaving(how), model: "m", dialect: .plain, timeout: timeout)
    edit(&endpoint)
    return Generator(.server(endpoint))
  }

  /// What the echoing server got.
  private struct Seen {
    var path: String
    var body: [String: JSONValue]
    var headers: [String: String]
  }

  private func seen(
    _ generator: Generator, _ prompt: Prompt = .completion("Q"), _ options: GenerationOptions = .init()
  ) async throws -> [Seen] {
    try await generator.candidates(for: prompt, options: options).map {
      let seen = try #require(JSONValue($0.text.utf8))
      return Seen(
        path: try #require(seen["path"]?.text), body: try #require(seen["body"]?.members),
        headers: try #require(seen["headers"]?.members).compactMapValues(\.text))
    }
  }

  @Test("a completion gives text, model, log-probability and counts")
  func completion() async throws {
    let candidates = try await generator("good").candidates(for: .completion("Q"))
    let expected = Candidate(
      text: Self.answer, model: "good", meanLogProbability: -0.5, finish: .stop, promptTokens: 7, completionTokens: 5)
    #expect(candidates == [expected])
  }

  @Test("a conversation gives the same, with the other shape of log-probabilities")
  func chat() async throws {
    let candidates = try await generator("good").candidates(for: .chat([.init(.user, "Q")]), options: .init(attempt: 2))
    let expected = Candidate(
      text: Self.answer, model: "good", attempt: 2, meanLogProbability: -1, finish: .stop, promptTokens: 7,
      completionTokens: 5)
    #expect(candidates == [expected])
  }

  @Test("a streamed answer is told piece by piece and is the same in the end", arguments: [false, true])
  func streamed(chat: Bool) async throws {
    let pieces = Mutex<[String]>([])
    let prompt = chat ? Prompt.chat([.init(.user, "Q")]) : .completion("Q")
    let candidate = try await generator("good").stream(prompt) { token in pieces.withLock { $0.append(token) } }
    #expect(candidate.text == Self.answer)
    #expect(candidate.finish == .stop)
    #expect(candidate.completionTokens == 6)
    #expect(pieces.withLock { $0.joined() } == Self.answer)
    #expect(pieces.withLock { $0.count } == 6)
  }

  @Test("several candidates are a greedy one and drawn ones, each with its own seed")
  func severalRequests() async throws {
    let all = try await seen(generator("echo"), .completion("Q"), .init(count: 3, seed: 40))
    #expect(all.map { $0.body["temperature"] } == [.number(0), .number(0.8), .number(0.8)])
    #expect(all.map { $0.body["seed"] } == [.number(40), .number(41), .number(42)])
    #expect(all.allSatisfy { $0.body["n"] == nil })
  }

  @Test("a server that takes a count gets as many in one request as it can do")
  func oneRequest() async throws {
    let generator = generator("llama") { $0.dialect = nil }
    #expect(try await generator.server().maxCount == 2)
    let candidates = try await generator.candidates(
      for: .completion("Q"), options: .init(count: 4, startsGreedy: false))
    #expect(candidates.count == 4)
    #expect(candidates.allSatisfy { $0.text == Self.answer && $0.completionTokens == 2 })
  }

  @Test(
    "the kind of server is found out, and its model where none is named",
    arguments: [
      ("llama", "llama-server", nil), ("vllm", "vllm", "vllm-model"), ("ollama", "ollama", "ollama-model"),
      ("good", "openai", "good-model"),
    ])
  func detection(how: String, dialect: String, model: String?) async throws {
    let server = try await generator(how) {
      $0.dialect = nil
      $0.model = nil
    }.server()
    #expect(server.dialect.name == dialect)
    #expect(server.model == model)
  }

  @Test("the key travels as a bearer token")
  func key() async throws {
    let all = try await seen(generator("echo") { $0.key = APIKey(secret: "s3cret") })
    #expect(all.first?.headers["authorization"] == "Bearer s3cret")
    #expect(all.first?.path == "/v1/completions")
  }

  private func failure(
    _ how: String, timeout: Duration = .seconds(20), streams: Bool = false, retries: Int = 1
  ) async -> GenerationError? {
    let generator = generator(how, timeout: timeout) { $0.retries = retries }
    do throws(GenerationError) {
      if streams {
        _ = try await generator.stream(.completion("Q")) { _ in }
      } else {
        _ = try await generator.candidates(for: .completion("Q"))
      }
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "a server that says 503 for ever is overloaded, and one that says it once is asked again", arguments: [false, true])
  func overloaded(streams: Bool) async throws {
    #expect(await failure("busy", streams: streams) == .overloaded(status: 503, message: "Loading model"))
    #expect(await failure("busyonce/\(UUID().uuidString)", streams: streams) == nil)
  }

  @Test("a server that wants us back after the deadline is not asked again")
  func limited() async throws {
    let start = ContinuousClock.now
    #expect(await failure("limited") == .overloaded(status: 429, message: "quota used up"))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("a slow server is given up at the deadline", arguments: [false, true])
  func slow(streams: Bool) async throws {
    let start = ContinuousClock.now
    #expect(
      await failure("slow", timeout: .milliseconds(300), streams: streams) == .timedOut(url: faulty.behaving("slow")))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("a refusal carries the server's words, cut to length", arguments: [false, true])
  func rejected(streams: Bool) async throws {
    guard case .rejected(400, let message?) = await failure("refuse", streams: streams) else {
      Issue.record("no rejection")
      return
    }
    #expect(message.hasPrefix("bad prompt xxx"))
    #expect(message.count <= 301)
  }

  @Test("an answer that is no JSON, or has no choices, is malformed", arguments: ["garbage", "empty"])
  func malformed(how: String) async throws {
    guard case .malformedAnswer = await failure(how) else {
      Issue.record("no malformed answer")
      return
    }
  }

  @Test("a stream without its end is an error, not a short answer")
  func cutStream() async throws {
    #expect(await failure("cut", streams: true) == .cutStream(characters: 6))
  }

  @Test("an error inside a stream is told")
  func midway() async throws {
    #expect(await failure("midway", streams: true) == .failedWhileAnswering(message: "out of memory"))
  }

  @Test("a stream's line of 10 MB is given up, not collected")
  func endlessLine() async throws {
    guard case .malformedAnswer = await failure("line", streams: true) else {
      Issue.record("no malformed answer")
      return
    }
  }

  @Test(
    "a connection closed without an answer, or before its end, is a loss of the server", arguments: ["hangup", "short"])
  func lost(how: String) async throws {
    guard case .unreachable = await failure(how) else {
      Issue.record("no loss")
      return
    }
  }

  @Test("a port where nobody listens is unreachable after the retries, with the reason and a hint")
  func unreachable() async throws {
    let generator = Generator(.server(ModelEndpoint(url: "http://127.0.0.1:1", retries: 1)))
    await #expect { try await generator.candidates(for: .completion("Q")) } throws: { error in
      guard let error = error as? GenerationError, case .unreachable(let url, _) = error else { return false }
      return url == "http://127.0.0.1:1" && error.detail != nil && error.hint != nil
    }
  }

  @Test("an address that is none is said to be none")
  func address() async throws {
    let generator = Generator(.server(ModelEndpoint(url: "localhost:8080")))
    await #expect { try await generator.candidates(for: .completion("Q")) } throws: { error in
      if case .invalidAddress = error as? GenerationError { true } else { false }
    }
  }

  @Test("cancelling ends a waiting request and a stream at once", arguments: [false, true])
  func cancellation(streams: Bool) async throws {
    let generator = generator(streams ? "drip" : "slow")
    let task = Task {
      if streams {
        _ = try await generator.stream(.completion("Q")) { _ in }
      } else {
        _ = try await generator.candidates(for: .completion("Q"), options: .init(count: 3))
      }
    }
    try await Task.sleep(for: .milliseconds(200))
    let start = ContinuousClock.now
    task.cancel()
    let result = await task.result
    #expect(ContinuousClock.now - start < .seconds(10))
    // The dripping server's pieces are no answers, which may be found before the cancellation.
    if !streams { #expect(throws: GenerationError.cancelled) { try result.get() } }
  }

  @Test("a reader that takes its time holds the stream back, and loses nothing")
  func slowReader() async throws {
    let candidate = try await generator("good").stream(.completion("Q")) { _ in
      try? await Task.sleep(for: .milliseconds(30))
    }
    #expect(candidate.text == Self.answer)
  }

  @Test("server messages are one printable line")
  func messages() {
    #expect(ServerMessage.text(of: Array("{\"error\": \"a\\u001b[31m\\nb\"}".utf8)) == "a [31m b")
    #expect(ServerMessage.text(of: Array("<h1>Bad\u{202E} gateway</h1>".utf8)) == "<h1>Bad  gateway</h1>")
    #expect(ServerMessage.text(of: []) == nil)
  }
}
