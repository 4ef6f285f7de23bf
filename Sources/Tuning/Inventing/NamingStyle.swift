internal import Retrieval
internal import Vocabulary

/// How the people of one invented company spell names in their catalog.
struct NamingStyle: Sendable {
  private enum Joint { case snake, camel, pascal, spaced, capitals, fused }

  /// Letters before a column's name that say whose it is.
  private enum OwnerLetters {
    case none
    /// `c_name` of the customers.
    case initial
    /// `sbcustname` of the customers of a company whose letters are `sb`.
    case fused(company: String)
  }

  private let joint: Joint
  private let prefix: String
  private let hasPlurals: Bool
  /// `customer_id` in the customers' table itself, not `id`.
  private let hasLongKeys: Bool
  /// Things are known by their names and pointed at by them: `lake.state_name`.
  let hasNaturalKeys: Bool
  /// `customer_name` in place of `name`.
  private let repeatsNoun: Bool
  /// How often a word with a usual short form takes it.
  private let shortening: Double
  private let owner: OwnerLetters

  init(_ dice: inout Dice) {
    let usual =
      dice.pick([Joint.snake, .snake, .snake, .snake, .camel, .pascal, .pascal, .spaced, .capitals]) ?? .snake
    prefix = dice.chance(0.1) ? dice.pick(["tbl_", "t_", "dim_"]) ?? "" : ""
    hasPlurals = dice.chance(0.45)
    hasLongKeys = dice.chance(0.5)
    repeatsNoun = dice.chance(0.15)
    shortening = dice.chance(0.25) ? 0.5 : 0.03
    hasNaturalKeys = dice.chance(0.1)
    if dice.chance(0.07) {
      let letters = (0..<(1 + dice.below(2))).compactMap { _ in dice.pick(Array("abcdefghklmnprstvwz")) }
      owner = .fused(company: dice.chance(0.5) ? String(letters) : "")
      joint = .fused
    } else {
      owner = usual == .snake && dice.chance(0.06) ? .initial : .none
      joint = usual
    }
  }

  func relation(_ noun: String, _ inflection: Inflection, _ dice: inout Dice) -> String {
    (company ?? prefix)
      + joined((hasPlurals ? inflection.plural(noun) : noun).split(separator: " ").map(String.init), &dice)
  }

  /// The name of a thing's own key.
  func key(_ noun: String, _ dice: inout Dice) -> String {
    marked(noun)
      + joined(hasLongKeys && !isMarked ? noun.split(separator: " ").map(String.init) + ["id"] : ["id"], &dice)
  }

  /// The same where it is the thing's name: `state_name`.
  func nameKey(_ noun: String, _ dice: inout Dice) -> String {
    let words = hasLongKeys && !isMarked ? noun.split(separator: " ").map(String.init) : []
    return marked(noun) + joined(words + ["name"], &dice)
  }

  /// The name of a column that points at another thing.
  func reference(_ role: String, of noun: String, byName: Bool, _ dice: inout Dice) -> String {
    let words = role.split(separator: " ").map(String.init)
    return marked(noun) + joined(byName && !hasLongKeys ? words : words + [byName ? "name" : "id"], &dice)
  }

  func column(_ words: [String], of noun: String, _ dice: inout Dice) -> String {
    guard !isMarked else { return marked(noun) + joined(words, &dice) }
    return joined(repeatsNoun && words.count == 1 ? noun.split(separator: " ").map(String.init) + words : words, &dice)
  }

  private var company: String? { if case .fused(let company) = owner { company } else { nil } }

  private var isMarked: Bool { if case .none = owner { false } else { true } }

  /// The letters of a thing before its columns: the same for each of them, so without a draw.
  private func marked(_ noun: String) -> String {
    let words = noun.split(separator: " ")
    let initials = words.compactMap(\.first).map(String.init).joined()
    return switch owner {
    case .none: ""
    case .initial: initials + "_"
    case .fused(let company): company + (words.count == 1 ? String(noun.prefix(3 + noun.count % 2)) : initials)
    }
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
    case .fused:
      // What nobody could take apart again, `hiredon`, is no name of a company that cares: the longest word is.
      Identifier.words(words.joined()) == words ? words.joined() : words.max { $0.count < $1.count } ?? ""
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
