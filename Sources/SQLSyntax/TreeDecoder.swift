/// Turns the parser's wire format into syntax nodes in one pass, never deeper than `depthLimit`.
///
/// Written here and not left to the generated unpacker because that one recurses without a limit, and because one pass
/// from bytes to Swift values costs half as much. A field number or wire type that the grammar does not have ends the
/// decoding: what is not understood is not accepted.
struct TreeDecoder {
  enum Failure: Error { case tooDeep, malformed }

  private let table = GrammarTable.shared
  private let bytes: UnsafeRawBufferPointer
  private let depthLimit: Int
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer, depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  /// The statements of a parse result.
  mutating func statements() throws(Failure) -> [SyntaxNode] {
    let value = try message(table.parseResult, end: bytes.count, depth: 0)
    guard case .node(let result) = value else { throw .malformed }
    return result.children
  }

  /// The tokens of a scan result.
  mutating func tokens() throws(Failure) -> [SQLToken] {
    guard case .node(let result) = try message(table.scanResult, end: bytes.count, depth: 0) else { throw .malformed }
    return result.children.map { token in
      SQLToken(
        range: (token.integer(.start) ?? 0)..<(token.integer(.end) ?? 0), name: token.choice(.token) ?? "NUL",
        isKeyword: token.choice(.keywordKind).map { $0 != "NO_KEYWORD" } ?? false)
    }
  }

  private mutating func message(_ index: Int, end: Int, depth: Int) throws(Failure) -> SyntaxValue {
    guard depth < depthLimit else { throw .tooDeep }
    let shape = table.messages[index]
    var fields: [SyntaxNode.Field] = []
    var items: [SyntaxValue] = []
    var repeated: SyntaxField?
    var location: Int?
    var single: SyntaxValue?

    // Items of a repeated field follow one another; they become one list.
    func flush() {
      if let key = repeated { fields.append(SyntaxNode.Field(key: key, value: .list(items))) }
      repeated = nil
      items = []
    }

    while offset < end {
      let tag = try varint(end)
      let number = Int(truncatingIfNeeded: tag >> 3)
      guard number < shape.fields.count, let field = shape.fields[number] else { throw .malformed }
      let value = try value(of: field, wire: tag & 7, end: end, depth: depth)
      switch shape.role {
      case .node:
        if field.isLocation {
          location = value.integer
        } else if field.isRepeated {
          if repeated != field.key || field.key == .unlisted { flush() }
          repeated = field.key
          items.append(value)
        } else {
          flush()
          fields.append(SyntaxNode.Field(key: field.key, value: value))
        }
      case .list: items.append(value)
      case .wrapper, .integer, .float, .boolean, .string, .bits: single = value
      }
    }
    guard offset == end else { throw .malformed }

    switch shape.role {
    case .node:
      flush()
      // The wire format leaves out a zero, and offset zero is where a statement starts.
      if location == nil, shape.fields.contains(where: { $0?.isLocation == true }) { location = 0 }
      if let place = location, place < 0 { location = nil }
      return .node(SyntaxNode(kind: shape.kind, name: shape.name, fields: fields, location: location))
    case .list: return .list(items)
    case .wrapper: return single ?? .list([])
    case .integer: return single ?? .integer(0)
    case .boolean: return single ?? .bool(false)
    case .string: return single ?? .string("")
    case .float: return .float(single?.string ?? "")
    case .bits: return .bits(single?.string ?? "")
    }
  }

  private mutating func value(
    of field: GrammarTable.Field, wire: UInt64, end: Int, depth: Int
  ) throws(Failure) -> SyntaxValue {
    switch (field.content, wire) {
    case (.number, 0): return .integer(Int(Int64(bitPattern: try varint(end))))
    case (.flag, 0): return .bool(try varint(end) != 0)
    case (.choice(let names), 0):
      guard let name = names[Int32(truncatingIfNeeded: try varint(end))] else { throw .malformed }
      return .choice(name)
    case (.text, 2):
      let length = try chunk(end)
      let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]), as: UTF8.self)
      offset += length
      return .string(text)
    case (.message(let index), 2):
      let length = try chunk(end)
      return try message(index, end: offset + length, depth: depth + (table.messages[index].role == .wrapper ? 0 : 1))
    default: throw .malformed
    }
  }

  private mutating func chunk(_ end: Int) throws(Failure) -> Int {
    guard let length = Int(exactly: try varint(end)), length <= end - offset else { throw .malformed }
    return length
  }

  private mutating func varint(_ end: Int) throws(Failure) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    throw .malformed
  }
}
