internal import Vocabulary

/// A column as people speak of it.
struct Attribute: Sendable {
  /// What a column is for, as far as questions care.
  enum Role: Sendable {
    case key, label, category, place, money, measure, quantity, year, date, flag, freeText, contact, code, array, json
    case technical
  }

  let entity: Int
  let index: Int
  let name: ColumnName
  let column: Column
  var role: Role
  /// The words of the column's name.
  var words: [String]
  /// Noun phrases for it, the plainest first; never empty.
  var nouns: [String]
  /// Values as stored; may be empty.
  var values: [String]
  /// "grams", "days": words for the unit.
  var units: [String] = []
  var measure: Lexicon.MeasureWords?
  var date: Lexicon.DateWords?
  /// What a NULL means, from the comment: "open", "still employed".
  var nullMeanings: [String] = []
  /// What TRUE means, from the comment or the name: "active", "agreed to receive the newsletter".
  var trueMeanings: [String] = []
  /// What the sum of the column is called: "revenue", "turnover".
  var sumNouns: [String] = []
  /// Keys of a jsonb column with example values.
  var jsonKeys: [JSONKey] = []
  var isForeign = false
  var isUnique = false

  var isMeasure: Bool { role == .money || role == .measure || role == .quantity }
  /// Whether its values make sensible groups.
  var isGroupable: Bool { role == .category || role == .place || role == .year }
  var noun: String { nouns.first ?? column.name }
}

/// A relation as people speak of it.
struct Entity: Sendable {
  let index: Int
  let relation: Relation
  /// Singular noun phrases, the plainest first; never empty.
  var nouns: [String]
  var plurals: [String]
  /// The lexicon's words that it may go by, for verbs: "order", "purchase".
  var heads: [String]
  var isPerson: Bool
  var isEvent = false
  /// Has little beside its keys: stands between two others.
  var isBridge = false
  var attributes: [Attribute] = []
  /// Columns that name one row to a person: name, or first and last name, or the key.
  var label: [Int] = []
  var labelIsUnique = false
  var key: Int?
  /// When it happened.
  var mainDate: Int?
  /// How often questions are about it.
  var weight = 1.0

  var labelAttributes: [Attribute] { label.map { attributes[$0] } }
  /// The label and one more column, which may be in it already.
  func shown(with attribute: Attribute) -> [Attribute] {
    label.contains(attribute.index) ? labelAttributes : labelAttributes + [attribute]
  }
  var keyAttribute: Attribute? { key.map { attributes[$0] } }
  var mainDateAttribute: Attribute? { mainDate.map { attributes[$0] } }
  /// Whether the label is words that a person would use, not a number.
  var hasSpokenLabel: Bool { label.first.map { attributes[$0].role == .label } ?? false }
}

/// A foreign key between two entities.
struct Link: Sendable {
  let index: Int
  /// The side that holds the key (many).
  let child: Int
  let childColumns: [Int]
  /// The side that is pointed at (one).
  let parent: Int
  let parentColumns: [Int]
  /// "buyer", "assignee": what the column calls the parent, when it is not the parent's own noun.
  var role: String?
  /// Whether another key joins the same two.
  var isDoubled = false
  var isSelf: Bool { child == parent }
}

/// Another entity that a row of one leads to, and the way there.
struct Kin: Sendable {
  var links: [Int]
  var entity: Int
  /// Whether one row may lead to several.
  var isMany: Bool
  /// Whether another way, better or as good, leads to the same entity: then questions must say which one they mean.
  var isSecond = false
}
