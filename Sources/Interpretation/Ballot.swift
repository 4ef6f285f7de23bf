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
    /// What speaks against it.
    let faults: Int
    /// The more, the likelier it is right, in nats; comparable within one ballot.
    var weight: Double
  }

  /// Probability of a greedy answer from which on no other opinion is asked for.
  static let certainty = 0.6

  /// Below every statement, and above what cannot be read.
  private static let afterStatements = -100.0

  let choices: [Choice]
  let total: Int

  /// - Parameter plausibility: what the prompt's tags say; `nil` where it has none.
  init(_ candidates: [Candidate], reader: AnswerReader, prompt: Prompt, plausibility: Plausibility?) {
    var choices: [Choice] = []
    for candidate in candidates {
      let reading = reader.read(candidate, under: prompt)
      if let same = choices.firstIndex(where: { $0.reading == reading }) {
        choices[same].votes += 1
        continue
      }
      let faults = Self.faults(of: candidate, reading, under: prompt)
      choices.append(Choice(candidate: candidate, reading: reading, votes: 1, faults: faults, weight: 0))
    }
    total = candidates.count
    for index in choices.indices {
      choices[index].weight = Self.weight(of: choices[index], in: candidates.count, plausibility)
    }
    let most = choices.lazy.filter { if case .statement = $0.reading { true } else { false } }.map(\.votes).max() ?? 0
    for index in choices.indices where choices[index].reading == .refusal {
      choices[index].weight = choices[index].votes >= most ? .infinity : Self.afterStatements
    }
    // Where all is equal the greedy answer, which was drawn first, stays first.
    self.choices = choices.enumerated().sorted { first, second in
      let (a, b) = (first.element, second.element)
      return a.weight == b.weight ? first.offset < second.offset : a.weight > b.weight
    }.map(\.element)
  }

  private static func weight(of choice: Choice, in total: Int, _ plausibility: Plausibility?) -> Double {
    let votes = Double(choice.votes) / Double(max(1, total))
    let charge = 1.2 * Double(choice.faults)
    guard let plausibility, case .statement = choice.reading else { return votes - charge }
    // Some servers tell no probability for what they draw again: it is then taken for an unlikely one.
    let likelihood = choice.candidate.confidence.map { log(max($0, 1e-6)) } ?? -3
    return 0.25 * likelihood + 0.6 * votes - charge + plausibility.fit(of: choice.candidate.text)
  }

  /// Whether the first answer can stand alone.
  var isClear: Bool {
    guard let first = choices.first, first.faults == 0 else { return false }
    return (first.candidate.confidence ?? 0) >= Self.certainty
  }

  /// Whether none of the answers can be read.
  var isUnreadable: Bool { choices.allSatisfy { if case .problem = $0.reading { true } else { false } } }

  /// The statements that stand against a choice: none where it has most of the votes, or no opinion was asked for.
  func rivals(of choice: Choice) -> [Choice] {
    guard total > 1, 2 * choice.votes <= total else { return [] }
    return choices.filter { rival in
      if case .statement = rival.reading {
        rival.reading != choice.reading && rival.faults <= choice.faults
      } else {
        false
      }
    }
  }

  private static func faults(of candidate: Candidate, _ reading: CandidateReading, under prompt: Prompt) -> Int {
    switch reading {
    case .refusal: 0
    case .problem: 100
    case .statement: omissions(candidate, prompt) + (TaggedConsistency(candidate.text).holds ? 0 : 1)
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
