import Tagging
import Vocabulary

/// The candidates of one turn, read, and put in the order in which they are worth judging.
///
/// What says the same counts once, with its votes. What leaves out part of the question, or contradicts itself, comes last:
/// it is there for the case that nothing better is.
struct Ballot {
  struct Choice {
    /// The likeliest of those that say this.
    var candidate: Candidate
    let reading: CandidateReading
    /// How many candidates say this.
    var votes: Int
    /// What speaks against it.
    let faults: Int
  }

  /// Probability of a greedy answer from which on no other opinion is asked for.
  static let certainty = 0.6

  let choices: [Choice]
  let total: Int

  init(_ candidates: [Candidate], reader: AnswerReader, prompt: Prompt) {
    var choices: [Choice] = []
    for candidate in candidates {
      let reading = reader.read(candidate, under: prompt)
      if let same = choices.firstIndex(where: { $0.reading == reading }) {
        choices[same].votes += 1
        continue
      }
      let faults = Self.faults(of: candidate, reading, under: prompt)
      choices.append(Choice(candidate: candidate, reading: reading, votes: 1, faults: faults))
    }
    total = candidates.count
    // Where all is equal the greedy answer, which was drawn first, stays first.
    self.choices = choices.enumerated().sorted { first, second in
      let (a, b) = (first.element, second.element)
      if a.faults != b.faults { return a.faults < b.faults }
      if a.votes != b.votes { return a.votes > b.votes }
      return first.offset < second.offset
    }.map(\.element)
  }

  /// Whether the first answer can stand alone.
  var isClear: Bool {
    guard let first = choices.first, first.faults == 0 else { return false }
    return (first.candidate.confidence ?? 0) >= Self.certainty
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
