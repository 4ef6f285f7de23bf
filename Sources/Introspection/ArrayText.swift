/// Reads PostgreSQL's text form of one-dimensional arrays, such as `{1,"a, b",NULL}`.
enum ArrayText {
  /// The elements; a NULL is left out.
  static func elements(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var elements: [String] = []
    var element: [UInt8] = []
    var isQuoted = false
    // Bounds may stand before the brace: `[0:1]={a,b}`.
    guard var index = bytes.firstIndex(of: UInt8(ascii: "{")) else { return [] }
    index += 1
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted = true
        index += 1
        while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
          if bytes[index] == UInt8(ascii: "\\") { index += 1 }
          if index < bytes.endIndex { element.append(bytes[index]) }
          index += 1
        }
      case UInt8(ascii: ","), UInt8(ascii: "}"):
        let text = String(decoding: element, as: UTF8.self)
        let isAbsent = !isQuoted && (element.isEmpty || text == "NULL")
        if !isAbsent { elements.append(text) }
        element.removeAll(keepingCapacity: true)
        isQuoted = false
      default: element.append(byte)
      }
      index += 1
    }
    return elements
  }

  /// The numbers of `{1,2}` as well as of an `int2vector`'s `1 2`.
  static func numbers(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int16] {
    var numbers: [Int16] = []
    var current: Int16?
    for byte in bytes {
      if byte >= 48, byte <= 57 {
        current = (current ?? 0) &* 10 &+ Int16(byte - 48)
      } else if let number = current {
        numbers.append(number)
        current = nil
      }
    }
    return numbers + (current.map { [$0] } ?? [])
  }
}
