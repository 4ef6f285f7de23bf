extension Draw {
  /// "that are cancelled or cost more than 500": one of two conditions of a kind of words.
  func oneOf(_ entity: Entity) -> Filter? {
    let pair = (0..<6).compactMap { _ in filter(entity, depth: 1) }.filter {
      $0.links.isEmpty && !$0.isMany && $0.about != "columns" && !$0.about.hasPrefix("child")
    }
    guard pair.count >= 2, let one = pair.first,
      let two = pair.dropFirst().first(where: { $0.about != one.about }) ?? (chance(0.5) ? pair[1] : nil)
    else { return nil }
    // Two ranges of one column may well be meant; the same words twice are not.
    var joint = Filter(about: "or \(one.about) \(two.about)", sql: "(\(one.sql) or \(two.sql))")
    joint.touched = one.touched.union(two.touched)
    if let first = one.predicate, let second = two.predicate {
      joint.predicate = ("\(first.many) or \(second.many)", "\(first.one) or \(second.one)")
    }
    if let first = dice.pick(one.posts), let second = dice.pick(two.posts) {
      joint.posts = ["\(first) or \(second)", "either \(first) or \(second)"]
    }
    guard joint.predicate != nil || !joint.posts.isEmpty else { return nil }
    return joint
  }
}
