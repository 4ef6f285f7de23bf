/// A small seeded source of chance (SplitMix64), so that the same seed gives the same pairs on every machine.
package struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Seeds are scrambled first: the stream of a neighbouring seed must not be this one, shifted.
  package init(seed: UInt64) { state = Self.mixed(seed ^ 0x1234_5678_9ABC_DEF1) }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `count - 1`; 0 when `count` is not positive.
  mutating func below(_ count: Int) -> Int { count > 1 ? Int(next() % UInt64(count)) : 0 }

  mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) / Double(1 << 53) < probability
  }

  mutating func pick<Item>(_ items: [Item]) -> Item? { items.isEmpty ? nil : items[below(items.count)] }

  /// Prefers the early items: each is twice as likely as the ones behind it would be by a fair draw.
  mutating func pickEarly<Item>(_ items: [Item]) -> Item? {
    items.isEmpty ? nil : items[min(below(items.count), below(items.count))]
  }

  mutating func pick<Item>(_ items: [Item], by weight: (Item) -> Double) -> Item? {
    let total = items.reduce(0) { $0 + weight($1) }
    guard total > 0 else { return nil }
    var left = Double(next() >> 11) / Double(1 << 53) * total
    for item in items {
      left -= weight(item)
      if left < 0 { return item }
    }
    return items.last
  }
}
