import Tagging
package import Vocabulary

/// Replaces the names and slots of a pair by the tags of a prompt, as the serving path would have numbered them.
struct PairAligner {
  let snapshot: SchemaSnapshot
  let tags: TagTable

  /// The canonical tagged SQL; `nil` where the mention reader does not see what the pair's slots rely on.
  func completion(for pair: SyntheticPair) -> String? {
    var numbers: [String] = []
    for slot in pair.sql.slots {
      guard let text = spell(slot) else { return nil }
      numbers.append(text)
    }
    var isKnown = true
    let text = pair.sql.text(
      column: { name in
        guard let number = tags.number(of: name) else {
          isKnown = false
          return ""
        }
        return "<c\(number)>"
      },
      relation: { name in
        guard let number = tags.number(of: name) else {
          isKnown = false
          return ""
        }
        return "<t\(number)>"
      },
      // A number that is no mention stands as it is: "between1" would be one word.
      slot: { " " + numbers[$0] })
    guard isKnown, let tokens = TaggedSQL.tokens(text) else { return nil }
    return TaggedSQL.canonical(tokens) + TaggedSQL.end
  }

  private func spell(_ slot: TemplateSQL.Slot) -> String? {
    let found = tags.mentions.enumerated().first { _, mention in
      mention.range.overlaps(slot.range)
        && (mention.range.contains(slot.range) || slot.range.contains(mention.range))
    }
    switch slot.kind {
    case .value(let column, let stored):
      if let found, case .value(let values) = found.element.content,
        values.contains(where: { $0.column == column && $0.value == stored })
      {
        return "<v\(found.offset)>"
      }
      if let found, case .text(let words) = found.element.content, words == stored { return "<v\(found.offset)>" }
      // A known label in other words is learnt by heart; a name that nobody can know is not.
      guard let column = snapshot.column(column), !column.enumLabels.isEmpty || column.valuesAreComplete else {
        return nil
      }
      return SQLText.literal(stored)
    case .number(let number):
      guard let found else { return number }
      switch found.element.content {
      case .number(let read): return read == number ? "<v\(found.offset)>" : nil
      case .period(let period): return period.grain == .year ? "<v\(found.offset)>" : nil
      case .value, .text: return nil
      }
    case .period:
      guard let found, case .period = found.element.content,
        found.element.range.contains(slot.range) || slot.range.contains(found.element.range)
      else { return nil }
      return "<v\(found.offset)>"
    case .text(let words):
      guard let found else { return nil }
      switch found.element.content {
      case .text, .value: return "<v\(found.offset)>"
      case .number(let number): return number == words ? "<v\(found.offset)>" : nil
      case .period: return nil
      }
    }
  }
}

extension Range<Int> {
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
