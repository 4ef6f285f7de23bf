internal import Retrieval

/// How the people of one invented company spell names in their catalog.
struct NamingStyle: Sendable {
  private enum Joint { case snake, camel, pascal, spaced, capitals }

  private let joint: Joint
  private let prefix: String
  private let hasPlurals: Bool
  /// `customer_id` in the customers' table itself, not `id`.
  private let hasLongKeys: Bool
  /// `customer_name` in place of `name`.
  private let repeatsNoun: Bool
  /// How often a word with a usual short form takes it.
  private let shortening: Double

  init(_ dice: inout Dice) {
    joint = dice.pick([Joint.snake, .snake, .snake, .snake, .camel, .pascal, .pascal, .spaced, .capitals]) ?? .snake
    prefix = dice.chance(0.1) ? dice.pick(["tbl_", "t_", "dim_"]) ?? "" : ""
    hasPlurals = dice.chance(0.45)
    hasLongKeys = dice.chance(0.5)
    repeatsNoun = dice.chance(0.15)
    shortening = dice.chance(0.25) ? 0.5 : 0.03
  }

  func relation(_ noun: String, _ inflection: Inflection, _ dice: inout Dice) -> String {
    prefix + joined((hasPlurals ? inflection.plural(noun) : noun).split(separator: " ").map(String.init), &dice)
  }

  /// The name of a thing's own key.
  func key(_ noun: String, _ dice: inout Dice) -> String {
    joined(hasLongKeys ? noun.split(separator: " ").map(String.init) + ["id"] : ["id"], &dice)
  }

  /// The name of a column that points at another thing.
  func reference(_ role: String, _ dice: inout Dice) -> String {
    joined(role.split(separator: " ").map(String.init) + ["id"], &dice)
  }

  func column(_ words: [String], of noun: String, _ dice: inout Dice) -> String {
    joined(repeatsNoun && words.count == 1 ? noun.split(separator: " ").map(String.init) + words : words, &dice)
  }

  private func joined(_ words: [String], _ dice: inout Dice) -> String {
    let words = words.map { word in
      dice.chance(shortening) ? dice.pick(Self.shortForms[word] ?? []) ?? word : word
    }
    return switch joint {
    case .snake: words.joined(separator: "_")
    case .spaced: words.joined(separator: " ")
    case .camel: (words.first ?? "") + words.dropFirst().map(Self.capitalized).joined()
    case .pascal: words.map(Self.capitalized).joined()
    case .capitals: words.map(Self.capitalized).joined(separator: "_")
    }
  }

  private static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }

  /// Usual short forms of a word, in alphabetical order.
  private static let shortForms: [String: [String]] = {
    var forms: [String: [String]] = [:]
    for (short, long) in Abbreviations.words where long.count == 1 { forms[long[0], default: []].append(short) }
    return forms.mapValues { $0.sorted() }
  }()
}
