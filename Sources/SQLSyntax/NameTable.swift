/// Values by name, looked up by the name's bytes: no text has to be made first. The parser's answer names a thousand fields
/// a statement.
struct NameTable<Value: Sendable>: Sendable {
  private let mask: Int
  /// Where a name's entry is, by its hash; a miss goes to the next place.
  private let places: [Int32]
  private let names: [[UInt8]]
  private let values: [Value]

  init(_ entries: [(String, Value)]) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    names = entries.map { Array($0.0.utf8) }
    values = entries.map(\.1)
    var places = [Int32](repeating: -1, count: size)
    for (index, name) in names.enumerated() {
      var place = name.withUnsafeBufferPointer(Self.hash) & mask
      while places[place] >= 0 { place = (place + 1) & mask }
      places[place] = Int32(index)
    }
    self.places = places
  }

  func value(of name: UnsafeBufferPointer<UInt8>) -> Value? {
    var place = Self.hash(name) & mask
    while places[place] >= 0 {
      let index = Int(places[place])
      let isSame = names[index].withUnsafeBufferPointer { known in
        guard known.count == name.count else { return false }
        for position in 0..<known.count where known[position] != name[position] { return false }
        return true
      }
      if isSame { return values[index] }
      place = (place + 1) & mask
    }
    return nil
  }

  /// FNV-1a, which nobody can aim at here: the names in the table are fixed, and what is looked up is the parser's.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ (hash >> 15))
  }
}
