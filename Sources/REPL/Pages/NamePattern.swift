/// A pattern of names as psql's `\d` takes it: `*` and `?`, case folded unless quoted, a dot between schema and name.
struct NamePattern {
  private let schema: [Token]?
  private let name: [Token]

  private enum Token: Equatable {
    case any, one
    case letter(Character)
  }

  init(_ text: String) {
    var parts: [[Token]] = [[]]
    var isQuoted = false
    for character in text where character != ";" || isQuoted {
      switch character {
      case "\"": isQuoted.toggle()
      case "." where !isQuoted && parts.count < 2: parts.append([])
      case "*" where !isQuoted: parts[parts.count - 1].append(.any)
      case "?" where !isQuoted: parts[parts.count - 1].append(.one)
      default:
        for letter in isQuoted ? String(character) : character.lowercased() {
          parts[parts.count - 1].append(.letter(letter))
        }
      }
    }
    schema = parts.count > 1 ? parts[0] : nil
    name = parts[parts.count - 1]
  }

  /// Whether the pattern is one name, written out.
  var isPlain: Bool { !(name + (schema ?? [])).contains { $0 == .any || $0 == .one } }

  func matches(_ schema: String, _ name: String) -> Bool {
    (self.schema.map { Self.fits($0, schema) } ?? true) && (self.name.isEmpty || Self.fits(self.name, name))
  }

  func matches(_ name: String) -> Bool { Self.fits(self.name, name) }

  private static func fits(_ pattern: [Token], _ text: String) -> Bool {
    let text = Array(text)
    // Places in the pattern that the text so far may have come to.
    var reached: Set<Int> = [0]
    func spread(_ places: Set<Int>) -> Set<Int> {
      var all = places
      for var place in places {
        while place < pattern.count, pattern[place] == .any {
          place += 1
          all.insert(place)
        }
      }
      return all
    }
    reached = spread(reached)
    for letter in text {
      var next: Set<Int> = []
      for place in reached where place < pattern.count {
        switch pattern[place] {
        case .any: next.insert(place)
        case .one: next.insert(place + 1)
        case .letter(let wanted): if wanted == letter { next.insert(place + 1) }
        }
      }
      reached = spread(next)
    }
    return reached.contains(pattern.count)
  }
}
