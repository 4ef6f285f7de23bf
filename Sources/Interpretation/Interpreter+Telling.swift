import Generation
import Synchronization
import Tagging
import Vocabulary

extension Interpreter {
  /// The model's likeliest answer, told piece by piece to whoever listens.
  func told(
    _ prompt: Prompt, _ model: ReadyModel, _ options: GenerationOptions, to listener: Milestone.Listener
  ) async throws -> Candidate {
    let written = Mutex("")
    return try await model.generator.stream(prompt, options: options) { piece in
      let text = written.withLock { text in
        text += piece
        return text
      }
      await listener(.token(piece, soFar: prompt.tags.map { TagPreview.text(text, tags: $0) } ?? text))
    }
  }
}
