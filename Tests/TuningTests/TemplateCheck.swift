import Tuning
import Vocabulary

/// A small reader of tagged SQL: whether a template's text could be a statement at all.
struct TemplateCheck {
  private static let words: Set<String> = Set(
    """
    select distinct from join left on where and or not in is null like starts ends between group by having order asc desc
    nulls last limit offset per as case when then else end union intersect except exists over partition filter any cast
    numeric date count sum avg min max rank dense_rank length lag year quarter month week day part_year part_month part_day part_dow part_hour
    age unnest refuse n x nullif row_number rows preceding current row true false
    one two a g h k m p q r s t y lead stddev current_date abs coalesce greatest least
    percentile_cont within extract epoch years quarters months ntile cardinality jsonb_array_elements_text
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// What is wrong with a pair, nil when nothing is.
  static func fault(_ pair: SyntheticPair, in snapshot: SchemaSnapshot) -> String? {
    let bytes = Array(pair.question.utf8)
    var usedSlots: Set<Int> = []
    var depth = 0
    var text = ""
    for piece in pair.sql.pieces {
      switch piece {
      case .words(let words): text += words
      case .column(let name, _):
        if snapshot.column(name) == nil { return "unknown column \(name)" }
        text += " C "
      case .relation(let name):
        if snapshot.relation(name) == nil { return "unknown relation \(name)" }
        text += " T "
      case .slot(let index):
        guard pair.sql.slots.indices.contains(index) else { return "slot \(index) is not there" }
        usedSlots.insert(index)
        text += " V "
      }
    }
    if usedSlots.count != pair.sql.slots.count { return "a slot is not used" }
    for slot in pair.sql.slots {
      guard slot.range.lowerBound >= 0, slot.range.upperBound <= bytes.count, !slot.range.isEmpty else {
        return "span outside"
      }
      if String(validating: bytes[slot.range], as: UTF8.self) == nil { return "span cuts a character" }
    }
    for (one, two) in zip(pair.sql.slots, pair.sql.slots.dropFirst()) where one.range.upperBound > two.range.lowerBound
    {
      return "spans overlap or are out of order"
    }
    var token = ""
    var quoted = false
    for character in text + " " {
      if quoted {
        if character == "'" { quoted = false }
        continue
      }
      switch character {
      case "'": quoted = true
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth < 0 { return "a parenthesis too many" }
      default: break
      }
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        token.append(character)
      } else {
        if !token.isEmpty, !words.contains(token), Double(token) == nil, !["C", "T", "V"].contains(token) {
          return "word \(token)"
        }
        token = ""
        if !" (),<>=-+*/'".contains(character) { return "character \(character)" }
      }
    }
    if depth != 0 || quoted { return "something stays open" }
    if pair.question.contains("  ") || pair.question.contains("{") || pair.question.contains("(|") {
      return "untidy question"
    }
    return text.hasPrefix("select") || text == "refuse" ? nil : "no statement"
  }
}
