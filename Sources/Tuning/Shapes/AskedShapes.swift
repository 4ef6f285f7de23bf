/// Questions in the sentences that people use most, statement by statement (`asked.txt`).
enum AskedShapes {
  static let all: [Shape] =
    [
      Shape("asked.list", 14, list), Shape("asked.filter", 18, filter), Shape("asked.number", 15, number),
      Shape("asked.group", 16, group), Shape("asked.top", 16, top), Shape("asked.join", 16, join),
      Shape("asked.nested", 18, nested), Shape("asked.set", 8, set),
      Shape("asked.columns", 20, columns), Shape("asked.duration", 7, duration), Shape("asked.times", 10, times),
      Shape("asked.text", 7, text), Shape("asked.share", 8, share), Shape("asked.both", 6, both),
      Shape("asked.who", 3, who), Shape("asked.value", 4, value), Shape("asked.above", 4, above),
      Shape("asked.mixed", 18, mixed), Shape("asked.unknown", 6, unknown), Shape("asked.day", 8, day),
    ]
    // `analysis.txt` and those after it
    + [
      ("pair", 6), ("self", 10), ("rate", 15), ("only", 13), ("window", 14), ("change", 10), ("typical", 11),
      ("latest", 12),
      ("versus", 5), ("ratio", 15), ("between", 9), ("figures", 9),
    ].map { name, weight in Shape("asked.\(name)", weight) { make($0, "asked.\(name)") } }

  static func list(_ draw: Draw) -> Draft? { make(draw, "asked.list") }
  static func filter(_ draw: Draw) -> Draft? { make(draw, "asked.filter") }
  static func number(_ draw: Draw) -> Draft? { make(draw, "asked.number") }
  static func group(_ draw: Draw) -> Draft? { make(draw, "asked.group") }
  static func top(_ draw: Draw) -> Draft? { make(draw, "asked.top") }
  static func join(_ draw: Draw) -> Draft? { make(draw, "asked.join") }
  static func nested(_ draw: Draw) -> Draft? { make(draw, "asked.nested") }
  static func set(_ draw: Draw) -> Draft? { make(draw, "asked.set") }
  static func duration(_ draw: Draw) -> Draft? { make(draw, "asked.duration") }
  static func columns(_ draw: Draw) -> Draft? { make(draw, "asked.columns") }
  static func times(_ draw: Draw) -> Draft? { make(draw, "asked.times") }
  static func text(_ draw: Draw) -> Draft? { make(draw, "asked.text") }
  static func share(_ draw: Draw) -> Draft? { make(draw, "asked.share") }
  static func both(_ draw: Draw) -> Draft? { make(draw, "asked.both") }
  static func who(_ draw: Draw) -> Draft? { make(draw, "asked.who") }
  static func value(_ draw: Draw) -> Draft? { make(draw, "asked.value") }
  static func above(_ draw: Draw) -> Draft? { make(draw, "asked.above") }

  static func mixed(_ draw: Draw) -> Draft? { make(draw, "asked.mixed") }
  static func unknown(_ draw: Draw) -> Draft? { make(draw, "asked.unknown") }
  static func day(_ draw: Draw) -> Draft? { make(draw, "asked.day") }

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
