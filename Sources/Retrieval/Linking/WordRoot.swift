/// What forms of a word have in common beyond singular and plural: "enrolled", "enrolment" and "enrolling" are of one root.
enum WordRoot {
  /// nil for words that are too short to tell.
  static func root(_ stem: String) -> String? {
    guard stem.utf8.count >= 5, stem.utf8.allSatisfy({ $0 < 128 }) else { return nil }
    var root = Substring(stem)
    for ending in endings where root.hasSuffix(ending) && root.utf8.count - ending.utf8.count >= 4 {
      root = root.dropLast(ending.utf8.count)
      break
    }
    // "planned" and "plan", "admitted" and "admission".
    if root.utf8.count >= 5, let last = root.utf8.last, root.utf8.dropLast().last == last, last != UInt8(ascii: "s") {
      root = root.dropLast()
    }
    if root.utf8.count >= 5, root.hasSuffix("e") || root.hasSuffix("y") || root.hasSuffix("i") {
      root = root.dropLast()
    }
    return root.utf8.count >= 4 ? String(root) : nil
  }

  /// The longer ones first.
  private static let endings = [
    "ations", "ation", "ments", "ment", "ingly", "ings", "ally", "ance", "ence", "ions", "ures", "ants", "ing", "ers",
    "ors",
    "ion", "ure", "ant", "ent", "ive", "ity", "ial", "ful", "ist", "ism", "ed", "er", "or", "al", "ly", "es",
  ]
}
