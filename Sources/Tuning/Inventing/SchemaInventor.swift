package import Vocabulary

/// Invents schemas that nobody has: tables of a world and its neighbours, spelled as some company would, with values.
///
/// For general training, where what a model must learn is to find its way in schemas that it never saw. No database stands
/// behind them. The same seed gives the same schemas.
package struct SchemaInventor: Sendable {
  private let lexicon: Lexicon
  private var dice: Dice
  private var made = 0

  package init(lexicon: Lexicon, seed: UInt64) {
    self.lexicon = lexicon
    dice = Dice(seed: seed ^ 0x5EED_0F5C_4E3A)
  }

  package mutating func next() -> SchemaSnapshot {
    made += 1
    // Most examples are small; companies' schemas are not, and a model that saw no wide one guesses among their columns.
    let isWide = dice.chance(0.12)
    var draft = SchemaDraft(lexicon, NamingStyle(&dice), Dice(seed: dice.next()), most: isWide ? 14 : 4)
    let worlds = lexicon.worlds.all
    guard let world = dice.pick(worlds) else { return draft.snapshot(named: "invented_\(made)") }
    draft.add(
      part(of: world, from: dice.below(world.things.count), size: isWide ? 5 + dice.below(8) : 2 + dice.below(6)))
    // Things of another world beside them: what a question does not ask for.
    if dice.chance(isWide ? 0.8 : 0.35), let other = dice.pick(worlds), other.name != world.name {
      draft.add(
        part(of: other, from: dice.below(other.things.count), size: isWide ? 2 + dice.below(7) : 1 + dice.below(3)))
    }
    let place = world.name.split(separator: " ").joined(separator: "_")
    return draft.snapshot(named: "invented_\(place)_\(made)")
  }

  /// Things that hang together: those that a first one needs, and then neighbours until there are enough.
  private mutating func part(of world: World, from first: Int, size: Int) -> [World.Thing] {
    var chosen: [String] = []
    func needed(_ noun: String) -> [String] {
      world.things.first { $0.noun == noun }?.parents.filter { !$0.isOptional }.map(\.thing) ?? []
    }
    func take(_ noun: String) {
      guard !chosen.contains(noun) else { return }
      chosen.append(noun)
      for parent in needed(noun) { take(parent) }
    }
    take(world.things[first].noun)
    while chosen.count < size {
      let near = world.things.filter { thing in
        !chosen.contains(thing.noun)
          && (thing.parents.contains { chosen.contains($0.thing) }
            || world.things.contains { chosen.contains($0.noun) && $0.parents.contains { $0.thing == thing.noun } })
      }
      guard let next = dice.pick(near) else { break }
      take(next.noun)
    }
    return world.things.filter { chosen.contains($0.noun) }
  }
}
