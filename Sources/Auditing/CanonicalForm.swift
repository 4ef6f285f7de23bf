/// Bytes that digests and signatures are taken over: fields, each as its length in bytes, a colon, its bytes and a line
/// feed, so that no two different lists of fields have the same form.
///
/// It is written through a pointer, field by field: verification writes one for every entry of the log.
struct CanonicalForm {
  private var storage: [UInt8]
  private var count = 0

  /// A length or a number, a sign, a colon and a line feed at the most.
  private static let overhead = 2 * (20 + 2)

  init(capacity: Int = 512) { storage = [UInt8](repeating: 0, count: capacity) }

  var bytes: [UInt8] { Array(storage[..<count]) }

  func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try storage.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }

  mutating func clear() { count = 0 }

  mutating func add(_ field: UnsafeRawBufferPointer) {
    write(atMost: field.count) { start in
      var end = Self.write(UInt64(field.count), to: start)
      end = Self.write(UInt8(ascii: ":"), to: end)
      if let source = field.baseAddress { end.copyMemory(from: source, byteCount: field.count) }
      return Self.write(UInt8(ascii: "\n"), to: end + field.count)
    }
  }

  mutating func add(_ field: String) {
    var field = field
    field.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ number: Int64) {
    write(atMost: 0) { start in
      let magnitude = number.magnitude
      var end = Self.write(UInt64(Self.digits(magnitude) + (number < 0 ? 1 : 0)), to: start)
      end = Self.write(UInt8(ascii: ":"), to: end)
      if number < 0 { end = Self.write(UInt8(ascii: "-"), to: end) }
      return Self.write(UInt8(ascii: "\n"), to: Self.write(magnitude, to: end))
    }
  }

  /// Makes room for a field's bytes and what stands around them.
  private mutating func write(atMost size: Int, _ body: (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer) {
    let needed = count + size + Self.overhead
    if needed > storage.count {
      storage.append(contentsOf: repeatElement(0, count: max(needed, 2 * storage.count) - storage.count))
    }
    count = storage.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return body(base + count) - base
    }
  }

  private static func digits(_ number: UInt64) -> Int {
    var count = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }

  private static func write(_ byte: UInt8, to start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    start.storeBytes(of: byte, as: UInt8.self)
    return start + 1
  }

  private static func write(_ number: UInt64, to start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    let count = digits(number)
    var rest = number
    for place in stride(from: count - 1, through: 0, by: -1) {
      start.storeBytes(of: UInt8(ascii: "0") + UInt8(rest % 10), toByteOffset: place, as: UInt8.self)
      rest /= 10
    }
    return start + count
  }
}
