internal import Vocabulary

/// The types of the database, and how a column of each is described.
struct TypeCatalog: Sendable {
  /// What `pg_type` says of a type.
  struct Entry: Sendable {
    var name: String
    /// `b`ase, `c`omposite, `d`omain, `e`num, `r`ange, `m`ultirange.
    var kind: UInt8
    var category: UInt8
    var base: UInt32
    var baseModifier: Int32
    /// The type of the elements when it is an array, else 0.
    var element: UInt32
    var isNotNull: Bool
  }

  /// A type as a column has it.
  struct Reference: Hashable, Sendable {
    var type: UInt32
    var modifier: Int32
  }

  /// What a column takes over from its type.
  struct Description: Sendable {
    var name: String
    var family: TypeFamily
    var labels: [String] = []
    var isNotNull = false
  }

  private var entries: [UInt32: Entry] = [:]
  private var labels: [UInt32: [String]] = [:]
  private var described: [Reference: Description] = [:]

  mutating func add(_ entry: Entry, oid: UInt32) { entries[oid] = entry }
  mutating func add(label: String, of oid: UInt32) { labels[oid, default: []].append(label) }
  func isDomain(_ oid: UInt32) -> Bool { entries[oid]?.kind == UInt8(ascii: "d") }
  func labels(of oid: UInt32) -> [String] { labels[oid] ?? [] }

  /// `nil` when the server has to be asked for the name.
  mutating func description(of reference: Reference) -> Description? {
    if let known = described[reference] { return known }
    guard let name = name(of: reference), let entry = entries[reference.type] else { return nil }
    let description = Description(
      name: name, family: family(of: reference.type), labels: labels(of: enumBehind(reference.type)),
      isNotNull: entry.kind == UInt8(ascii: "d") && entry.isNotNull)
    described[reference] = description
    return description
  }

  /// The same once the server has given the name.
  func description(of reference: Reference, named name: String) -> Description {
    let family = entries[reference.type] == nil && name.hasSuffix("[]") ? .array : family(of: reference.type)
    return Description(name: name, family: family)
  }

  func name(of reference: Reference) -> String? {
    guard let entry = entries[reference.type] else { return nil }
    if entry.element != 0 {
      return name(of: Reference(type: entry.element, modifier: reference.modifier)).map { $0 + "[]" }
    }
    return TypeModifier.name(of: reference.type, plain: entry.name, modifier: reference.modifier)
  }

  /// For a domain, the name of the type that it restricts.
  func nameOfBase(_ domain: UInt32) -> String? {
    guard let entry = entries[domain] else { return nil }
    return name(of: Reference(type: entry.base, modifier: entry.baseModifier)) ?? entries[entry.base]?.name
  }

  func family(of type: UInt32) -> TypeFamily {
    guard let entry = entries[type] else { return .other }
    switch entry.kind {
    case UInt8(ascii: "d"): return family(of: entry.base)
    case UInt8(ascii: "e"): return .enumeration
    case UInt8(ascii: "b"): break
    default: return .other
    }
    switch type {
    case 20, 21, 23, 26: return .integer
    case 114, 3802: return .json
    case 17: return .binary
    case 1082: return .date
    case 1083, 1266: return .time
    case 1114, 1184: return .timestamp
    case 2950: return .uuid
    case 18: return .text
    default: break
    }
    switch entry.category {
    case UInt8(ascii: "A"): return .array
    case UInt8(ascii: "B"): return .boolean
    case UInt8(ascii: "N"): return .number
    case UInt8(ascii: "S"): return .text
    case UInt8(ascii: "T"): return .interval
    default: return .other
    }
  }

  /// The enum that a domain stands on, or the type itself.
  private func enumBehind(_ type: UInt32) -> UInt32 {
    guard let entry = entries[type], entry.kind == UInt8(ascii: "d") else { return type }
    return enumBehind(entry.base)
  }
}
