internal import CPGQuery

/// The grammar's messages as libpg_query's own descriptors give them, read once: what each field number means.
struct GrammarTable: Sendable {
  /// What a field's bytes are.
  enum Content: Sendable {
    case number, flag, text
    /// An enumeration's names by number.
    case choice([Int32: String])
    /// A message, by its index in `messages`.
    case message(Int)
  }

  struct Field: Sendable {
    let key: SyntaxField
    let content: Content
    let isRepeated: Bool
    let isLocation: Bool
  }

  /// What a message becomes.
  enum Role: Sendable {
    /// A node of its own.
    case node
    /// The wrapper around any node, which vanishes.
    case wrapper
    /// A list.
    case list
    /// A bare value.
    case integer, float, boolean, string, bits
  }

  struct Message: Sendable {
    let name: String
    let kind: NodeKind
    let role: Role
    /// By field number.
    let fields: [Field?]
  }

  let messages: [Message]
  let parseResult: Int
  let scanResult: Int

  static let shared = GrammarTable()

  private init() {
    var builder = Builder()
    parseResult = builder.index(of: pg_query__parse_result__descriptor)
    scanResult = builder.index(of: pg_query__scan_result__descriptor)
    messages = builder.finish()
  }

  private struct Builder {
    private var indexes: [String: Int] = [:]
    private var descriptors: [ProtobufCMessageDescriptor] = []

    mutating func index(of descriptor: ProtobufCMessageDescriptor) -> Int {
      let name = String(cString: descriptor.name)
      if let known = indexes[name] { return known }
      indexes[name] = descriptors.count
      descriptors.append(descriptor)
      return descriptors.count - 1
    }

    mutating func finish() -> [Message] {
      var messages: [Message] = []
      // Describing a message can add the messages that it refers to, so the list grows while it is read.
      while messages.count < descriptors.count { messages.append(describe(descriptors[messages.count])) }
      return messages
    }

    private mutating func describe(_ descriptor: ProtobufCMessageDescriptor) -> Message {
      // The short name is camel-cased; the full one is the grammar's own behind the package's.
      let name = String(String(cString: descriptor.name).drop { $0 != "." }.dropFirst())
      var fields: [Field?] = []
      for offset in 0..<Int(descriptor.n_fields) {
        let source = descriptor.fields[offset]
        let number = Int(source.id)
        while fields.count <= number { fields.append(nil) }
        let fieldName = String(cString: source.name)
        fields[number] = Field(
          key: SyntaxField(rawValue: fieldName) ?? .unlisted, content: content(of: source),
          isRepeated: source.label == PROTOBUF_C_LABEL_REPEATED, isLocation: fieldName == "location")
      }
      return Message(
        name: name, kind: NodeKind(rawValue: name) ?? .unlisted, role: Self.roles[name] ?? .node, fields: fields)
    }

    private mutating func content(of field: ProtobufCFieldDescriptor) -> Content {
      switch field.type {
      case PROTOBUF_C_TYPE_BOOL: return .flag
      case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES: return .text
      case PROTOBUF_C_TYPE_MESSAGE:
        let target = field.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
        return .message(index(of: target.pointee))
      case PROTOBUF_C_TYPE_ENUM:
        let target = field.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self).pointee
        var names: [Int32: String] = [:]
        for offset in 0..<Int(target.n_values) {
          names[target.values[offset].value] = String(cString: target.values[offset].name)
        }
        return .choice(names)
      default: return .number
      }
    }

    private static let roles: [String: Role] = [
      "Node": .wrapper, "List": .list, "Integer": .integer, "Float": .float, "Boolean": .boolean, "String": .string,
      "BitString": .bits,
    ]
  }
}
