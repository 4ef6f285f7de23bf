package import Vocabulary

/// What a question is beside the one before it.
package enum FollowUp: Hashable, Sendable {
  /// It stands alone.
  case whole
  /// It leans on the one before, and says this with what that one said.
  case completed(String)
  /// It counts the rows of the answer before, and this says of what.
  case counts(String)
  /// It leans on the one before, and it is not clear how.
  case open
}

extension Retriever {
  /// Completes a question that leans on the one before it: "and in Sweden?", "only those from 2024", "sorted by revenue".
  ///
  /// - Parameter previous: a whole question; empty where there is none.
  package func followUp(_ question: String, after previous: String) -> FollowUp {
    if let counting = CountingQuestion(question) { return count(counting, after: previous) }
    let reader = LeaningQuestion(question)
    guard reader.mayLean || reader.pointsBack else { return .whole }
    let own = evidence(for: question)
    guard reader.mayLean else {
      // "How many of them?" means the answer before, and nothing in it tells what that was.
      return reader.pointsBack && own.mentions.isEmpty && own.words.allSatisfy(\.relations.isEmpty) ? .open : .whole
    }
    let before = previous.isEmpty ? Evidence(relations: [], columns: [], mentions: []) : evidence(for: previous)
    guard reader.leans(own, on: before) else { return .whole }
    let completion = FollowUpCompletion(reader, own, previous: previous, before)
    if !previous.isEmpty, let text = completion.text, text != previous { return .completed(text) }
    return reader.isPlain ? .open : .whole
  }

  private func count(_ counting: CountingQuestion, after previous: String) -> FollowUp {
    guard !previous.isEmpty else { return counting.pointsBack ? .open : .whole }
    let text = counting.completed(previous, evidence(for: previous))
    guard counting.countsAll else { return text.map(FollowUp.completed) ?? .open }
    // One number has nothing to be counted.
    if text == nil, CountingQuestion.isOneNumber(previous) { return .open }
    return .counts(text ?? "how many rows are in the answer to: \(previous)")
  }
}
