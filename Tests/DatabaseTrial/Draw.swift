/// Draws the same numbers on every machine.
struct Draw {
  private var state: UInt64 = 20_240_301

  mutating func below(_ limit: Int) -> Int {
    // Numerical Recipes' 64-bit linear congruence; its upper half.
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func happens(_ share: Double) -> Bool { Double(below(1_000_000)) < share * 1_000_000 }

  mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}
