/// Looks up how two kinds of things stand to each other.
struct LinkBook {
  /// The words for one side (few) and the other (many), if the lexicon knows any.
  static func words(_ few: Entity, _ many: Entity, _ lexicon: Lexicon) -> Lexicon.LinkWords? {
    for left in few.heads {
      for right in many.heads {
        if let words = lexicon.links[left + "|" + right] { return words }
      }
    }
    return nil
  }
}
