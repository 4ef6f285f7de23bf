/// Sees to it that a noun means one thing: of two relations, or two columns of one, that claim it only the better keeps it.
struct NounClaims {
  static func settle(_ entities: inout [Entity], _ lexicon: Lexicon) {
    let inflection = lexicon.inflection
    var claims: [String: [(entity: Int, strength: Double)]] = [:]
    for entity in entities {
      for (place, noun) in entity.nouns.enumerated() {
        claims[noun, default: []].append(
          (entity.index, (place == 0 ? 100 : 10 - Double(min(place, 9))) + entity.weight))
      }
    }
    for index in entities.indices {
      entities[index].nouns = entities[index].nouns.enumerated().filter { place, noun in
        guard place > 0 else { return true }
        let best = claims[noun]?.max { $0.strength < $1.strength }
        return best?.entity == index
      }.map(\.element)
      entities[index].plurals = entities[index].nouns.map(inflection.plural)
      settleAttributes(&entities[index])
    }
  }

  /// "costs more", "cheapest" are said of one column only: of two prices the better keeps the words.
  private static func settleMeasures(_ entity: inout Entity) {
    // By each word: "longest" of a length and of a rental duration is one claim.
    var owners: [String: (index: Int, strength: Int)] = [:]
    for attribute in entity.attributes {
      guard let words = attribute.measure else { continue }
      var strength = 10 - min(attribute.index, 9)
      if attribute.words.last == "price" { strength += 20 }
      if let first = attribute.words.first, preferred.contains(first) { strength += 30 }
      if attribute.words.contains("rental") { strength += 15 }
      if attribute.words.count == 1 || !attribute.units.isEmpty && attribute.words.count == 2 { strength += 25 }
      for key in words.highest + words.lowest + words.verbs where strength > owners[key]?.strength ?? -1 {
        owners[key] = (attribute.index, strength)
      }
    }
    for index in entity.attributes.indices {
      guard var words = entity.attributes[index].measure else { continue }
      func isOwn(_ word: String) -> Bool { owners[word]?.index == index }
      words.highest = words.highest.filter(isOwn)
      words.lowest = words.lowest.filter(isOwn)
      entity.attributes[index].measure = words.verbs.allSatisfy(isOwn) && !words.highest.isEmpty ? words : nil
    }
  }

  private static let preferred = ["list", "unit", "sale", "selling", "retail", "total", "net", "base", "gross", "line"]

  private static func settleAttributes(_ entity: inout Entity) {
    var owners: [String: (index: Int, strength: Int)] = [:]
    let relationNouns = Set(entity.nouns)
    for attribute in entity.attributes {
      for (place, noun) in attribute.nouns.enumerated() {
        var strength = place == 0 ? 100 : 50 - place
        if place > 0, let first = attribute.words.first, preferred.contains(first) { strength += 20 }
        if attribute.role == .technical || attribute.role == .key { strength -= 60 }
        if strength > owners[noun]?.strength ?? -100 { owners[noun] = (attribute.index, strength) }
      }
    }
    settleMeasures(&entity)
    for index in entity.attributes.indices {
      let kept = entity.attributes[index].nouns.enumerated().filter { place, noun in
        (place == 0 || !relationNouns.contains(noun)) && (place == 0 || owners[noun]?.index == index)
      }.map(\.element)
      entity.attributes[index].nouns = kept
    }
  }
}
