/// Questions in the sentences that people use most, statement by statement (`asked.txt`).
enum AskedShapes {
  static let all: [Shape] = [
    Shape("asked.list", 14, list), Shape("asked.filter", 18, filter), Shape("asked.number", 14, number),
    Shape("asked.group", 12, group), Shape("asked.top", 16, top), Shape("asked.join", 16, join),
    Shape("asked.nested", 14, nested), Shape("asked.set", 8, set),
  ]

  static func list(_ draw: Draw) -> Draft? { make(draw, "asked.list") }
  static func filter(_ draw: Draw) -> Draft? { make(draw, "asked.filter") }
  static func number(_ draw: Draw) -> Draft? { make(draw, "asked.number") }
  static func group(_ draw: Draw) -> Draft? { make(draw, "asked.group") }
  static func top(_ draw: Draw) -> Draft? { make(draw, "asked.top") }
  static func join(_ draw: Draw) -> Draft? { make(draw, "asked.join") }
  static func nested(_ draw: Draw) -> Draft? { make(draw, "asked.nested") }
  static func set(_ draw: Draw) -> Draft? { make(draw, "asked.set") }

  private static func make(_ draw: Draw, _ shape: String) -> Draft? {
    guard let forms = draw.lexicon.asked[shape] else { return nil }
    // Many a form needs what this schema lacks.
    for _ in 0..<8 {
      guard let form = draw.dice.pick(forms, by: \.weight) else { return nil }
      if let bound = AskedBinding(form, draw) { return bound.draft() }
    }
    return nil
  }
}
