import Testing
import Vocabulary

@testable import Generation

@Suite("Requests in a server's dialect")
struct CompletionRequestTests {
  private func body(_ dialect: ModelServerDialect, _ edit: (inout CompletionRequest) -> Void = { _ in }) throws
    -> String
  {
    var request = CompletionRequest(prompt: .completion("Q", stops: ["\n\n"], maxTokens: 9), temperature: 0)
    edit(&request)
    let server = ModelServer(endpoint: ModelEndpoint(url: "http://h"), dialect: dialect, model: "m", maxCount: 4)
    return String(decoding: try request.body(for: server).bytes, as: UTF8.self)
  }

  @Test("a completion holds prompt, limits, stops and the wish for log-probabilities")
  func completion() throws {
    #expect(
      try body(.plain)
        == #"{"logprobs":1,"max_tokens":9,"model":"m","prompt":"Q","stop":["\n\n"],"temperature":0}"#)
  }

  @Test("drawing several streamed answers adds count, seed and stream")
  func drawing() throws {
    let text = try body(.plain) {
      $0.temperature = 0.8
      $0.count = 3
      $0.seed = 7
      $0.streams = true
    }
    let expected =
      #"{"logprobs":1,"max_tokens":9,"model":"m","n":3,"prompt":"Q","seed":7,"stop":["\n\n"],"stream":true,"#
      + #""stream_options":{"include_usage":true},"temperature":0.8}"#
    #expect(text == expected)
  }

  @Test("a grammar goes where the dialect has it, or nowhere")
  func grammar() throws {
    let grammar = Grammar("root ::= R")
    #expect(try body(.llamaServer) { $0.prompt.grammar = grammar }.contains(#""grammar":"root ::= R\n","#))
    #expect(
      try body(.vllm) { $0.prompt.grammar = grammar }.contains(#""structured_outputs":{"grammar":"root ::= R\n"}"#))
    #expect(try !body(.ollama) { $0.prompt.grammar = grammar }.contains("grammar"))
  }

  @Test("a conversation that ends with the model's words asks vLLM to go on with them")
  func prefill() throws {
    let prompt = Prompt.chat([.init(.user, "Q"), .init(.assistant, "SELECT")])
    let text = try body(.vllm) { $0.prompt = prompt }
    #expect(text.contains(#""add_generation_prompt":false,"continue_final_message":true"#))
    #expect(text.contains(#"{"content":"SELECT","role":"assistant"}"#))
    #expect(try !body(.plain) { $0.prompt = prompt }.contains("continue_final_message"))
    #expect(try !body(.vllm) { $0.prompt = .chat([.init(.user, "Q")]) }.contains("continue_final_message"))
  }

  @Test("every dialect has a name of its own and is found by it")
  func names() {
    #expect(Set(ModelServerDialect.known.map(\.name)).count == ModelServerDialect.known.count)
    for dialect in ModelServerDialect.known { #expect(ModelServerDialect.named(dialect.name) == dialect) }
  }

  @Test(
    "an address may end in a slash or in /v1",
    arguments: ["http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/", "http://h:1//"])
  func addresses(url: String) { #expect(ModelEndpoint(url: url).url == "http://h:1") }
}
