import Evaluation

/// A score for a terminal.
enum ScorePage {
  static func text(_ score: Score) -> String {
    var text = "execution accuracy  \(score.accuracy.description)\n"
    let other: Suite.Columns = score.columns == .exact ? .subset : .exact
    let name = other == .exact ? "with exactly the gold columns" : "with further columns allowed"
    text += "  \(name)  \(score.accuracy(other).description)\n"
    for (verdict, count) in score.failures { text += "  \(verdict.rawValue) \(count)\n" }
    let fields: [(String, KeyPath<ItemResult, String?>)] = [
      ("difficulty", \.difficulty), ("class", \.class), ("database", \.db),
    ]
    for (title, field) in fields {
      let parts = score.by(field)
      guard parts.count > 1 else { continue }
      text += "by \(title)  "
      text += parts.map { "\($0.name) \($0.accuracy.successes)/\($0.accuracy.trials)" }.joined(separator: ", ") + "\n"
    }
    text += "time a question  median \(Explanation.tenths(score.milliseconds(quantile: 0.5))) ms, "
    text += "95th percentile \(Explanation.tenths(score.milliseconds(quantile: 0.95))) ms\n"
    let tokens = score.results.compactMap(\.tokens)
    guard !tokens.isEmpty else { return text }
    let read = Int(Score.quantile(tokens.map { Double($0.prompt) }, 0.5))
    let written = Int(Score.quantile(tokens.map { Double($0.completion) }, 0.5))
    return text + "tokens a question  median \(read) read, \(written) written\n"
  }
}
