import Curl
import Testing
import Vocabulary

@testable import Generation

@Suite("Assembling a streamed answer")
struct StreamAssemblerTests {
  private func assembler(prefill: String? = nil) -> StreamAssembler {
    let messages: [Prompt.Message] = [.init(.user, "Q")] + (prefill.map { [.init(.assistant, $0)] } ?? [])
    let server = ModelServer(
      endpoint: ModelEndpoint(url: "http://h"), dialect: .llamaServer, model: "m", maxCount: 1)
    let request = CompletionRequest(prompt: .chat(messages), temperature: 0, streams: true)
    return StreamAssembler(request: request, server: server, attempt: 2)
  }

  private func piece(_ text: String, _ finish: String = "null", logprob: Double = -1) -> ServerSentEvent {
    ServerSentEvent(
      data: """
        {"choices": [{"index": 0, "delta": {"content": "\(text)"}, "finish_reason": \(finish),
        "logprobs": {"content": [{"logprob": \(logprob)}]}}]}
        """)
  }

  @Test("pieces become one candidate with the mean of their log-probabilities")
  func whole() throws {
    var assembler = assembler()
    #expect(try assembler.feed(piece("SELECT", logprob: -0.5)) == "SELECT")
    #expect(try assembler.feed(piece(" 1", #""length""#, logprob: -1.5)) == " 1")
    #expect(try assembler.feed(ServerSentEvent(data: "[DONE]")) == "")
    let expected = Candidate(text: "SELECT 1", model: "m", attempt: 2, meanLogProbability: -1, finish: .length)
    #expect(try assembler.candidate() == expected)
  }

  @Test("an end without a finish reason and without [DONE] is a cut")
  func cut() throws {
    var assembler = assembler()
    _ = try assembler.feed(piece("SELECT"))
    #expect(throws: GenerationError.cutStream(characters: 6)) { try assembler.candidate() }
  }

  @Test("a finish reason is enough of an end")
  func finishOnly() throws {
    var assembler = assembler()
    _ = try assembler.feed(piece("x", #""stop""#))
    #expect(try assembler.candidate().finish == .stop)
  }

  @Test(
    "a repeated prefill is taken off however it is cut, and an answer that only begins like it is left whole",
    arguments: [
      (["SELECT", " 1"], " 1"), (["SEL", "ECT 1"], " 1"), (["SELECT 1"], " 1"), (["S", "E", "T x"], "SET x"),
      (["WITH"], "WITH"), (["SEL"], "SEL"), (["SELECT"], ""),
    ])
  func prefill(pieces: [String], text: String) throws {
    var assembler = assembler(prefill: "SELECT")
    var told = ""
    for text in pieces { told += try assembler.feed(piece(text)) }
    told += try assembler.feed(piece("", #""stop""#))
    #expect(told == text)
    #expect(try assembler.candidate().text == text)
  }

  @Test("an error inside the stream is told with the server's words")
  func error() throws {
    var assembler = assembler()
    #expect(throws: GenerationError.failedWhileAnswering(message: "out of memory")) {
      try assembler.feed(ServerSentEvent(data: #"{"error": {"message": "out of memory"}}"#))
    }
  }
}
