internal import Vocabulary

/// Writes a value as canonical JSON: members by name, no white space; numbers that are none stand as text.
///
/// Foundation's encoder gives the same bytes and takes several times as long, and every question writes two of these.
final class PayloadEncoder: Encoder {
  /// What was written so far: the containers of a value may be filled in any order.
  private enum Part {
    case json(String)
    case text(String)
    case nested(PayloadEncoder)
  }

  private enum Form { case single, list, object }

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  @exclusivity(unchecked) private var form = Form.single
  /// What a value is made of; the names are those of an object's members.
  @exclusivity(unchecked) private var parts: [(name: String, part: Part)] = []

  /// The value as UTF-8.
  static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = PayloadEncoder()
    try value.encode(to: encoder)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4096)
    encoder.write(to: &bytes)
    return bytes
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    form = .object
    return KeyedEncodingContainer(Members(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    form = .list
    return Elements(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

  private func write(to bytes: inout [UInt8]) {
    switch form {
    case .single:
      // A value that writes nothing is an empty object to Foundation as well.
      guard let part = parts.last?.part else { return bytes += "{}".utf8 }
      write(part, to: &bytes)
    case .list:
      bytes.append(UInt8(ascii: "["))
      for (place, element) in parts.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        write(element.part, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object:
      bytes.append(UInt8(ascii: "{"))
      parts.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      for (place, member) in parts.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONText.append(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(member.part, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private func write(_ part: Part, to bytes: inout [UInt8]) {
    switch part {
    case .json(let json): bytes += json.utf8
    case .text(let text): JSONText.append(text, to: &bytes)
    case .nested(let encoder): encoder.write(to: &bytes)
    }
  }

  private func add(_ part: Part, _ name: String = "") {
    if parts.isEmpty { parts.reserveCapacity(8) }
    parts.append((name, part))
  }

  private static func part(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> Part {
    if value.isNaN { return .text("nan") }
    if value.isInfinite { return .text(value < 0 ? "-inf" : "inf") }
    let json = "\(value)"
    return .json(json.hasSuffix(".0") ? String(json.dropLast(2)) : json)
  }

  private static func part(of value: some Encodable) throws -> Part {
    // What is most frequent needs no container.
    switch value {
    case let text as String: return .text(text)
    default:
      let encoder = PayloadEncoder()
      try value.encode(to: encoder)
      return .nested(encoder)
    }
  }

  private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: PayloadEncoder
    let codingPath: [any CodingKey] = []

    private func add(_ key: Key, _ part: Part) {
      encoder.add(part, key.stringValue)
    }

    func encodeNil(forKey key: Key) { add(key, .json("null")) }
    func encode(_ value: Bool, forKey key: Key) { add(key, .json(value ? "true" : "false")) }
    func encode(_ value: String, forKey key: Key) { add(key, .text(value)) }
    func encode(_ value: Double, forKey key: Key) { add(key, PayloadEncoder.part(value)) }
    func encode(_ value: Int, forKey key: Key) { add(key, .json(String(value))) }
    func encode(_ value: some Encodable, forKey key: Key) throws { add(key, try PayloadEncoder.part(of: value)) }

    func nestedContainer<NestedKey: CodingKey>(
      keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> { nested(key).container(keyedBy: keyType) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { PayloadEncoder() }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

    private func nested(_ key: Key) -> PayloadEncoder {
      let encoder = PayloadEncoder()
      add(key, .nested(encoder))
      return encoder
    }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let encoder: PayloadEncoder
    let codingPath: [any CodingKey] = []
    var count: Int { encoder.parts.count }

    func encodeNil() { encoder.add(.json("null")) }
    func encode(_ value: Bool) { encoder.add(.json(value ? "true" : "false")) }
    func encode(_ value: String) { encoder.add(.text(value)) }
    func encode(_ value: Double) { encoder.add(PayloadEncoder.part(value)) }
    func encode(_ value: Int) { encoder.add(.json(String(value))) }
    func encode(_ value: some Encodable) throws { encoder.add(try PayloadEncoder.part(of: value)) }

    func nestedContainer<NestedKey: CodingKey>(
      keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> { nested().container(keyedBy: keyType) }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    func superEncoder() -> any Encoder { nested() }

    private func nested() -> PayloadEncoder {
      let encoder = PayloadEncoder()
      self.encoder.add(.nested(encoder))
      return encoder
    }
  }

  private struct Single: SingleValueEncodingContainer {
    let encoder: PayloadEncoder
    let codingPath: [any CodingKey] = []

    func encodeNil() { encoder.add(.json("null")) }
    func encode(_ value: Bool) { encoder.add(.json(value ? "true" : "false")) }
    func encode(_ value: String) { encoder.add(.text(value)) }
    func encode(_ value: Double) { encoder.add(PayloadEncoder.part(value)) }
    func encode(_ value: Int) { encoder.add(.json(String(value))) }

    func encode(_ value: some Encodable) throws {
      // The narrow numbers come here, and would come again.
      switch value {
      case let number as any FixedWidthInteger: encoder.add(.json("\(number)"))
      case let number as Float: encoder.add(PayloadEncoder.part(number))
      default: encoder.add(try PayloadEncoder.part(of: value))
      }
    }
  }
}
