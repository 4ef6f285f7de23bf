/// Any JSON value.
package enum JSONValue: Hashable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Reads a whole JSON text; `nil` when it is none.
  package init?(_ text: some Sequence<UInt8>) {
    let read = { (bytes: UnsafeBufferPointer<UInt8>) -> JSONValue? in
      var reader = JSONReader(bytes)
      return reader.whole()
    }
    guard let value = text.withContiguousStorageIfAvailable(read) ?? Array(text).withUnsafeBufferPointer(read) else {
      return nil
    }
    self = value
  }

  /// A member of an object; `nil` where there is none.
  package subscript(_ name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }

  /// `nil` for anything but text.
  package var text: String? { if case .text(let text) = self { text } else { nil } }

  /// `nil` for anything but true and false.
  package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

  /// `nil` for anything but an object.
  package var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }

  /// `nil` for anything but a whole number.
  package var whole: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }

  /// `nil` for anything but a number.
  package var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// `nil` for anything but a list.
  package var list: [JSONValue]? { if case .list(let values) = self { values } else { nil } }

  /// The value at the end of a path of names; a number is a place in a list.
  package func value(at path: some Collection<String>) -> JSONValue? {
    guard let key = path.first else { return self }
    let next: JSONValue? =
      switch self {
      case .object(let members): members[key]
      case .list(let values): Int(key).flatMap { values.indices.contains($0) ? values[$0] : nil }
      default: nil
      }
    return next?.value(at: path.dropFirst())
  }

  /// Sets the value at the end of a path of names, making objects on the way.
  package mutating func set(_ value: JSONValue, at path: some Collection<String>) {
    guard let key = path.first else {
      self = value
      return
    }
    var members = members ?? [:]
    var child = members[key] ?? .object([:])
    child.set(value, at: path.dropFirst())
    members[key] = child
    self = .object(members)
  }

  /// The value as JSON again, members by name: the same value always gives the same bytes.
  package var json: String { String(decoding: bytes, as: UTF8.self) }

  /// The same as UTF-8.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .flag(let flag): bytes += flag ? "true".utf8 : "false".utf8
    case .number(let number): bytes += (Int64(exactly: number).map { String($0) } ?? "\(number)").utf8
    case .text(let text): JSONText.append(text, to: &bytes)
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (place, value) in values.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (place, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONText.append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(booleanLiteral value: Bool) { self = .flag(value) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
}
