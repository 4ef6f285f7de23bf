/// Countries and continents: their names, their codes, and what their people and things are called, from `Lexicon/places.txt`.
package enum Places {
  private struct Place {
    var names: [String]
    var codes: [String]
    var demonyms: [String]
  }

  private static let all: [Place] = {
    let lines = (EmbeddedText.files["Lexicon/places.txt"] ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") }
    return lines.compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map { items($0, ",") }
      guard fields.count == 3 else { return nil }
      return Place(names: fields[0], codes: fields[1].flatMap { items($0[...], " ") }, demonyms: fields[2])
    }
  }()

  private static func items(_ text: Substring, _ mark: Character) -> [String] {
    text.split(separator: mark).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }

  private static let byName = index(\.names)
  private static let byCode = index(\.codes)
  private static let byDemonym = index(\.demonyms)

  private static func index(_ words: (Place) -> [String]) -> [String: Int] {
    var found: [String: Int] = [:]
    for (number, place) in all.enumerated() {
      for word in words(place) where found[word.lowercased()] == nil { found[word.lowercased()] = number }
    }
    return found
  }

  /// Whether a column's name says that it holds places or where people are from.
  package static func areHeld(by column: String) -> Bool {
    Identifier.words(column).contains { columnWords.contains($0) }
  }

  private static let columnWords: Set<String> = [
    "country", "countries", "nation", "nationality", "citizenship", "origin", "birthplace", "continent",
  ]

  /// What the people and things of a place are called: "Norwegian" for Norway.
  ///
  /// - Parameter isPlace: whether the column is known to hold places, so that `NO` is Norway.
  package static func demonyms(of place: String, isPlace: Bool) -> [String] {
    (byName[place.lowercased()] ?? (isPlace ? byCode[place.lowercased()] : nil)).map { all[$0].demonyms } ?? []
  }

  /// What people say for a stored value that is a place: its other names, its people's.
  ///
  /// - Parameter isPlace: whether the column is known to hold places, so that `IT` is Italy and `French` is of France.
  package static func words(for stored: String, isPlace: Bool) -> [String] {
    let value = stored.lowercased()
    let number = byName[value] ?? (isPlace ? byCode[value] ?? byDemonym[value] : nil)
    guard let number else { return [] }
    return (all[number].names + all[number].demonyms).filter { $0.lowercased() != value }
  }
}
