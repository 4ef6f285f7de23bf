/// Bytes that digests and signatures are taken over: fields, each as its length in bytes, a colon, its bytes and a line
/// feed, so that no two different lists of fields have the same form.
struct CanonicalForm {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func add(_ field: UnsafeRawBufferPointer) {
    append(UInt64(field.count))
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: field)
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func add(_ field: String) {
    var field = field
    field.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ number: Int64) {
    let magnitude = number.magnitude
    append(UInt64(Self.digits(magnitude) + (number < 0 ? 1 : 0)))
    bytes.append(UInt8(ascii: ":"))
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    append(magnitude)
    bytes.append(UInt8(ascii: "\n"))
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

  private mutating func append(_ number: UInt64) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
