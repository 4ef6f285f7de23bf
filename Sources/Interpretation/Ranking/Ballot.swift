import Foundation
import Tagging
import Vocabulary

/// The candidates of one turn, read, and put in the order in which they are worth judging.
///
/// What says the same counts once, with its votes. Among tagged answers the likeliest that fits what the question names leads;
/// what cannot be read comes last, and a refusal only leads where nothing that can be read has more votes.
struct Ballot {
  struct Choice {
    /// The likeliest of those that say this.
    var candidate: Candidate
    let reading: CandidateReading
    /// How many candidates say this.
    var votes: Int
    /// What speaks against it: the least that does against one of those that say this.
    var faults: Int
    /// The more, the likelier it is right, in nats; comparable within one ballot.
    var weight: Double
    /// Its share of the votes.
    var share: Double
    /// How many candidates find the same rows, as far as that was tried; those that say this among them.
    var agreeing = 0
    /// What it finds, where it was tried.
    var result: ResultDigest?
    /// What it is weighed by; empty for what is no statement of tags.
    var signs: [PlausibilitySign: Double] = [:]
  }

  /// Probability of a greedy answer from which on no other opinion is asked for.
  static let certainty = 0.6

  /// Below every statement, and above what cannot be read.
  private static let afterStatements = -100.0

  private(set) var choices: [Choice]
  let total: Int

  /// - Parameter plausibility: what the prompt's tags say; `nil` where it has none.
  init(_ candidates: [Candidate], reader: AnswerReader, prompt: Prompt, plausibility: Plausibility?) {
    var choices: [Choice] = []
    for candidate in candidates {
      let reading = reader.read(candidate, under: prompt)
      let same = choices.firstIndex { $0.reading == reading }
      if let same, choices[same].candidate.text == candidate.text {
        choices[same].votes += 1
        continue
      }
      let faults = Self.faults(of: candidate, reading, under: prompt, reader)
      if let same {
        choices[same].votes += 1
        choices[same].faults = min(choices[same].faults, faults)
        continue
      }
      choices.append(Choice(candidate: candidate, reading: reading, votes: 1, faults: faults, weight: 0, share: 0))
    }
    total = candidates.count
    self.choices = choices
    weigh(plausibility)
  }

  private mutating func weigh(_ plausibility: Plausibility?) {
    for index in choices.indices {
      choices[index].share = Double(choices[index].votes) / Double(max(1, total))
      choices[index].agreeing = choices[index].votes
      choices[index].signs = Self.signs(of: choices[index], plausibility)
      choices[index].weight = Self.weight(of: choices[index])
    }
    let most = choices.lazy.filter { if case .statement = $0.reading { true } else { false } }.map(\.votes).max() ?? 0
    for index in choices.indices where choices[index].reading == .refusal {
      choices[index].weight = choices[index].votes >= most ? .infinity : Self.afterStatements
    }
    sort()
  }

  /// Where all weighs the same, what most say, and then the greedy answer, which was drawn first, stays first.
  private mutating func sort() {
    choices = choices.enumerated().sorted { first, second in
      let (a, b) = (first.element, second.element)
      if a.weight != b.weight { return a.weight > b.weight }
      return a.agreeing == b.agreeing ? first.offset < second.offset : a.agreeing > b.agreeing
    }.map(\.element)
  }

  private static func signs(of choice: Choice, _ plausibility: Plausibility?) -> [PlausibilitySign: Double] {
    guard let plausibility, case .statement = choice.reading else { return [:] }
    var signs = plausibility.signs(of: choice.candidate.text)
    // Some servers tell no probability for what they draw again: it is then taken for an unlikely one.
    signs[.logProbability] = choice.candidate.confidence.map { log(max($0, 1e-6)) } ?? -3
    signs[.votes] = choice.share
    signs[.faults] = Double(choice.faults)
    return signs
  }

  /// Where nothing is known of the question, votes count, and what can be said against a choice.
  private static func weight(of choice: Choice) -> Double {
    guard !choice.signs.isEmpty else { return choice.share - 1.2 * Double(choice.faults) }
    return PlausibilityWeights.fitted.sum(choice.signs)
  }

  /// Whether a statement leads and others say something else.
  var isContested: Bool {
    guard case .statement? = choices.first?.reading else { return false }
    return choices.count { if case .statement = $0.reading { true } else { false } } > 1
  }

  /// Whether most of the candidates find the same.
  func isDecided(by results: [Int: ResultDigest]) -> Bool {
    results.keys.contains { 2 * agreeing(with: $0, in: results) > total }
  }

  private func agreeing(with index: Int, in results: [Int: ResultDigest]) -> Int {
    results.reduce(0) { $0 + ($1.value.sha256 == results[index]?.sha256 ? choices[$1.key].votes : 0) }
  }

  /// The same choices in the order that their results give.
  func knowing(_ results: [Int: ResultDigest]) -> Ballot {
    var ballot = self
    let isFound = results.values.contains { !$0.isVoid }
    for (index, result) in results {
      var choice = choices[index]
      choice.result = result
      choice.agreeing = agreeing(with: index, in: results)
      choice.share = Double(choice.agreeing) / Double(max(1, total))
      if !choice.signs.isEmpty {
        choice.signs[.agreeingResult] = Double(choice.agreeing - choice.votes) / Double(max(1, total))
        choice.signs[.emptyResult] = result.isVoid && isFound ? 1 : 0
      }
      choice.weight = Self.weight(of: choice)
      ballot.choices[index] = choice
    }
    ballot.sort()
    return ballot
  }

  /// Whether the first answer can stand alone.
  var isClear: Bool {
    guard let first = choices.first, first.faults == 0 else { return false }
    return (first.candidate.confidence ?? 0) >= Self.certainty
  }

  /// The share of the candidates that decline.
  var refusals: Double { choices.first { $0.reading == .refusal }.map(\.share) ?? 0 }

  /// Whether none of the answers can be read.
  var isUnreadable: Bool { choices.allSatisfy { if case .problem = $0.reading { true } else { false } } }

  /// The statements that stand against a choice: none where it has most of the votes, or no opinion was asked for.
  func rivals(of choice: Choice) -> [Choice] {
    guard total > 1, 2 * choice.agreeing <= total else { return [] }
    return choices.filter { rival in
      if case .statement = rival.reading {
        rival.reading != choice.reading && rival.faults <= choice.faults
          && (rival.result == nil || rival.result != choice.result)
      } else {
        false
      }
    }
  }

  private static func faults(
    of candidate: Candidate, _ reading: CandidateReading, under prompt: Prompt, _ reader: AnswerReader
  ) -> Int {
    switch reading {
    case .refusal: 0
    case .problem: 100
    case .statement:
      omissions(candidate, prompt) + inventions(candidate, prompt) + (TaggedConsistency(candidate.text).holds ? 0 : 1)
        + (reader.relates(candidate, under: prompt) ? 0 : 1)
    }
  }

  /// How many values a tagged answer spells out that the question does not say.
  private static func inventions(_ candidate: Candidate, _ prompt: Prompt) -> Int {
    guard prompt.output == .tagged, case .completion(let asked) = prompt.form else { return 0 }
    return TaggedSQL.values(in: candidate.text).count { value in
      let words = value.split { !$0.isLetter && !$0.isNumber }
      return !["true", "false"].contains(value) && !words.allSatisfy { asked.contains($0) }
    }
  }

  /// How many numbers, periods and proper names of the question a tagged answer leaves out.
  ///
  /// A value in lower case may be a plain word that happens to be stored somewhere ("turnover by store"): it does not count.
  private static func omissions(_ candidate: Candidate, _ prompt: Prompt) -> Int {
    guard let tags = prompt.tags else { return 0 }
    return tags.mentions.enumerated().count { number, mention in
      if case .value = mention.content, !mention.text.contains(where: \.isUppercase) { return false }
      return !candidate.text.contains("<v\(number)>")
    }
  }
}
