internal import Curl
internal import Vocabulary

/// Puts one streamed answer together from its events. It tells a complete answer from one that was cut off.
struct StreamAssembler {
  private let server: ModelServer
  private let attempt: Int
  /// What the server repeats of the prompt before its own words come, and how much of it was seen.
  private var repeated: String
  private var held = ""

  private var text = ""
  private var model: String?
  private var logProbabilities: [Double] = []
  private var finish: String?
  private var usage: CompletionAnswer.Usage?
  private(set) var isDone = false

  init(request: CompletionRequest, server: ModelServer, attempt: Int) {
    self.server = server
    self.attempt = attempt
    repeated = server.dialect.repeatsPrefill ? request.prefill ?? "" : ""
  }

  /// Takes an event and gives the text that it adds.
  mutating func feed(_ event: ServerSentEvent) throws(GenerationError) -> String {
    guard event.data != "[DONE]" else {
      isDone = true
      return flush()
    }
    let piece = try CompletionAnswer.decode(event.data.utf8)
    if let error = piece.error {
      throw .failedWhileAnswering(message: ServerMessage.text(of: .object(["error": error])) ?? "no reason given")
    }
    model = piece.model ?? model
    usage = piece.usage ?? usage
    guard let choice = piece.choices?.first else { return "" }
    logProbabilities += choice.logProbabilities
    var added = add(choice.content ?? "")
    if let reason = choice.finishReason {
      finish = reason
      added += flush()
    }
    return added
  }

  /// The answer; an error when the stream ended before it.
  func candidate() throws(GenerationError) -> Candidate {
    guard isDone || finish != nil else { throw .cutStream(characters: text.count) }
    return Candidate(
      text: text, model: model ?? server.model ?? "unknown", attempt: attempt,
      meanLogProbability: mean(of: logProbabilities), finish: .init(server: finish),
      promptTokens: usage?.promptTokens, completionTokens: usage?.completionTokens)
  }

  private mutating func add(_ piece: String) -> String {
    guard !repeated.isEmpty else {
      text += piece
      return piece
    }
    held += piece
    if held.hasPrefix(repeated) {
      held.removeFirst(repeated.count)
      return flush()
    }
    // Still possible: what is held is a beginning of what is repeated.
    return repeated.hasPrefix(held) ? "" : flush()
  }

  private mutating func flush() -> String {
    repeated = ""
    defer { held = "" }
    text += held
    return held
  }
}
