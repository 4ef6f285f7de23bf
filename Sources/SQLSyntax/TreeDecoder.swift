/// Turns the parser's JSON into syntax nodes in one pass, never deeper than `depthLimit`.
///
/// JSON and not the protocol buffer form, because the parser writes it four times as fast and without copying each level
/// into the one above. The reader takes exactly what the parser writes; anything else ends the decoding: what is not
/// understood is not accepted.
struct TreeDecoder {
  enum Failure: Error { case tooDeep, malformed }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let source: String
  private let depthLimit: Int
  private var offset = 0
  private var sourceTokens: [SQLToken]?

  /// - Parameter source: the text that was parsed.
  init(_ bytes: UnsafeBufferPointer<UInt8>, of source: String, depthLimit: Int) {
    self.bytes = bytes
    self.source = source
    self.depthLimit = depthLimit
  }

  /// The statements of a parse result: `{"version":…,"stmts":[{"stmt":…},…]}`.
  mutating func statements() throws(Failure) -> [SyntaxNode] {
    var statements: [SyntaxNode] = []
    try expect("{")
    while true {
      switch try quoted() {
      case "version":
        try expect(":")
        _ = try number()
      case "stmts":
        try expect(":")
        try expect("[")
        if !skip("]") {
          repeat {
            try expect("{")
            statements.append(try node(.rawStmt, NodeKind.rawStmt.rawValue, depth: 0))
          } while skip(",")
          try expect("]")
        }
      default: throw .malformed
      }
      if skip("}") { break }
      try expect(",")
    }
    guard offset == bytes.count else { throw .malformed }
    return statements
  }

  // Values

  private mutating func value(of field: SyntaxField, depth: Int) throws(Failure) -> SyntaxValue {
    switch try peek() {
    case UInt8(ascii: "{"): return try object(of: field, depth: depth)
    case UInt8(ascii: "["):
      offset += 1
      var items: [SyntaxValue] = []
      if skip("]") { return .list(items) }
      repeat { items.append(try value(of: field, depth: depth)) } while skip(",")
      try expect("]")
      return .list(items)
    case UInt8(ascii: "\""):
      if field.isText { return .string(try quoted()) }
      return .choice(CommonChoice.text(try plain()))
    case UInt8(ascii: "t"):
      try expect("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect("false")
      return .bool(false)
    default: return .integer(try number())
    }
  }

  /// An object is a wrapper `{"Kind":{…}}` around any node, or bare where the field says what it holds.
  private mutating func object(of field: SyntaxField, depth: Int) throws(Failure) -> SyntaxValue {
    try expect("{")
    // Where a list may hold nothing, the parser writes an empty object.
    if field.bareKind == nil, field.bareConstant == nil, skip("}") { return .list([]) }
    let start = offset
    if try peek() == UInt8(ascii: "\"") {
      let first = start + 1 < bytes.count ? bytes[start + 1] : 0
      if first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") {
        let name = try plain()
        try expect(":")
        try expect("{")
        let wrapped = try wrapped(name, depth: depth + 1)
        try expect("}")
        return wrapped
      }
    }
    if let constant = field.bareConstant { return try scalar(constant) }
    let kind = field.bareKind ?? .unlisted
    return .node(try node(kind, kind.rawValue, depth: depth + 1))
  }

  private enum Wrapper: Sendable {
    case scalar(SyntaxField)
    case list
  }

  /// What is wrapped like a node and is none.
  private static let wrappers = NameTable<Wrapper>([
    ("String", .scalar(.stringValue)), ("Integer", .scalar(.integerValue)), ("Float", .scalar(.floatValue)),
    ("Boolean", .scalar(.booleanValue)), ("BitString", .scalar(.bitStringValue)), ("List", .list),
  ])

  private mutating func wrapped(_ name: UnsafeBufferPointer<UInt8>, depth: Int) throws(Failure) -> SyntaxValue {
    switch Self.wrappers.value(of: name) {
    case .scalar(let field)?: return try scalar(field)
    case .list?:
      if skip("}") { return .list([]) }
      guard try quoted() == "items" else { throw .malformed }
      try expect(":")
      guard depth < depthLimit else { throw .tooDeep }
      let items = try value(of: .items, depth: depth)
      try expect("}")
      return items
    case nil:
      let found = NodeKind.named(name)
      return .node(try node(found.kind, found.name, depth: depth))
    }
  }

  /// The rest of an object that holds one bare value; an empty one holds the type's zero.
  private mutating func scalar(_ field: SyntaxField) throws(Failure) -> SyntaxValue {
    var found: SyntaxValue?
    if !skip("}") {
      guard SyntaxField.named(try plain()) == field else { throw .malformed }
      try expect(":")
      found = try value(of: field, depth: 0)
      try expect("}")
    }
    switch (field, found) {
    case (.stringValue, .string?), (.integerValue, .integer?), (.booleanValue, .bool?): return found ?? .list([])
    case (.floatValue, .string(let text)?): return .float(text)
    case (.bitStringValue, .string(let text)?): return .bits(text)
    case (.stringValue, nil): return .string("")
    case (.integerValue, nil): return .integer(0)
    case (.booleanValue, nil): return .bool(false)
    default: throw .malformed
    }
  }

  /// The rest of an object that is a node.
  private mutating func node(_ kind: NodeKind, _ name: String, depth: Int) throws(Failure) -> SyntaxNode {
    guard depth < depthLimit else { throw .tooDeep }
    var fields: [SyntaxNode.Field] = []
    // The parser leaves out a zero, and offset zero is where a statement starts.
    var location: Int? = kind.hasLocation ? 0 : nil
    if !skip("}") {
      repeat {
        let key = SyntaxField.named(try plain())
        try expect(":")
        let value = try value(of: key, depth: depth)
        if key == .location {
          location = value.integer.flatMap { $0 < 0 ? nil : $0 }
        } else {
          fields.append(SyntaxNode.Field(key: key, value: value))
        }
      } while skip(",")
      try expect("}")
    }
    if kind == .constant, let place = location, fields.count == 1, case .integer(0) = fields[0].value {
      fields[0] = SyntaxNode.Field(key: fields[0].key, value: .integer(try signed(at: place)))
    }
    return SyntaxNode(kind: kind, name: name, fields: fields, location: location)
  }

  /// The integer that is written at a place where the parser's JSON says zero, as it does for negative ones too.
  private mutating func signed(at place: Int) throws(Failure) -> Int {
    let text = source.utf8
    guard place < text.count, text[text.index(text.startIndex, offsetBy: place)] == UInt8(ascii: "-") else { return 0 }
    if sourceTokens == nil { sourceTokens = try? SQLScanner.tokens(source) }
    var isNegative = false
    for token in sourceTokens ?? [] where token.range.lowerBound >= place {
      switch token.name {
      case "ASCII_45": isNegative.toggle()
      case "ASCII_40", "SQL_COMMENT", "C_COMMENT": break
      case "ICONST":
        let start = text.index(text.startIndex, offsetBy: token.range.lowerBound)
        let end = text.index(text.startIndex, offsetBy: token.range.upperBound)
        guard isNegative, let value = Int(source[start..<end]) else { throw .malformed }
        return -value
      default: throw .malformed
      }
    }
    throw .malformed
  }

  // Bytes

  private func peek() throws(Failure) -> UInt8 {
    guard offset < bytes.count else { throw .malformed }
    return bytes[offset]
  }

  private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(_ text: StaticString) throws(Failure) {
    let count = text.utf8CodeUnitCount
    guard offset + count <= bytes.count else { throw .malformed }
    for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { throw .malformed }
    offset += count
  }

  private mutating func number() throws(Failure) -> Int {
    let isNegative = skip("-")
    var value = 0
    let start = offset
    while offset < bytes.count, bytes[offset] >= 48, bytes[offset] <= 57 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw .malformed }
      value = product &+ Int(bytes[offset] - 48)
      offset += 1
    }
    guard offset > start else { throw .malformed }
    return isNegative ? -value : value
  }

  /// A quoted name of the grammar, which holds no escapes.
  private mutating func plain() throws(Failure) -> UnsafeBufferPointer<UInt8> {
    try expect("\"")
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      guard bytes[offset] != UInt8(ascii: "\\") else { throw .malformed }
      offset += 1
    }
    guard offset < bytes.count else { throw .malformed }
    offset += 1
    return UnsafeBufferPointer(rebasing: bytes[start..<offset - 1])
  }

  private mutating func quoted() throws(Failure) -> String {
    try expect("\"")
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\") { offset += 1 }
    guard offset < bytes.count else { throw .malformed }
    if bytes[offset] == UInt8(ascii: "\"") {
      offset += 1
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset - 1]), as: UTF8.self)
    }
    return try escaped(from: start)
  }

  /// A string that holds escapes, from its first byte on.
  private mutating func escaped(from start: Int) throws(Failure) -> String {
    var text = Array(bytes[start..<offset])
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      let mark = try peek()
      offset += 1
      switch mark {
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(mark)
      case UInt8(ascii: "u"):
        guard offset + 4 <= bytes.count,
          let code = UInt16(
            String(decoding: UnsafeBufferPointer(rebasing: bytes[offset..<offset + 4]), as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(code)
        else { throw .malformed }
        offset += 4
        text.append(contentsOf: String(Character(scalar)).utf8)
      default: throw .malformed
      }
    }
    throw .malformed
  }
}
