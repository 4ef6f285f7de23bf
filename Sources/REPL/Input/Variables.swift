/// What `\set` keeps, and what the session itself tells in `ROW_COUNT`, `SQLSTATE` and the like.
struct Variables: Sendable {
  private(set) var values: [String: String] = [:]

  subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Whether a variable is set to something that means yes.
  func isOn(_ name: String) -> Bool { values[name].flatMap(Self.truth) ?? false }

  /// A truth value as psql reads it: any unambiguous beginning of true, false, yes, no; on, off, 1 or 0.
  static func truth(_ text: String) -> Bool? {
    let text = text.lowercased()
    if text.isEmpty { return nil }
    if "true".hasPrefix(text) || "yes".hasPrefix(text) || text == "on" || text == "1" { return true }
    if "false".hasPrefix(text) || "no".hasPrefix(text) || ["off", "of", "0"].contains(text) { return false }
    return nil
  }

  /// A name is letters, digits and underscores.
  static func isName(_ text: some StringProtocol) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isNameByte) }

  static func isNameByte(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95
      || byte >= 0x80
  }

  /// What stands at a colon, if it is a variable: `:name`, `:'name'`, `:"name"` or `:{?name}`.
  struct Mention {
    /// The text that stands for it.
    var text: String
    /// Bytes after the colon that it takes.
    var length: Int
    /// Whether the text may hold mentions, quotes and semicolons of its own.
    var isRaw: Bool
  }

  /// Looks at the bytes after a colon; `nil` where no variable is meant, or none of that name is set.
  func mention(_ bytes: ArraySlice<UInt8>) -> Mention? {
    guard let first = bytes.first else { return nil }
    switch first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      let name = bytes.dropFirst().prefix(while: Self.isNameByte)
      guard !name.isEmpty, bytes.dropFirst(name.count + 1).first == first, let value = value(name) else { return nil }
      let quoted =
        first == UInt8(ascii: "'")
        ? Self.literal(value) : "\"" + value.replacing("\"", with: "\"\"") + "\""
      return Mention(text: quoted, length: name.count + 2, isRaw: false)
    case UInt8(ascii: "{"):
      guard bytes.dropFirst().first == UInt8(ascii: "?") else { return nil }
      let name = bytes.dropFirst(2).prefix(while: Self.isNameByte)
      guard !name.isEmpty, bytes.dropFirst(name.count + 2).first == UInt8(ascii: "}") else { return nil }
      return Mention(text: value(name) == nil ? "FALSE" : "TRUE", length: name.count + 3, isRaw: false)
    default:
      let name = bytes.prefix(while: Self.isNameByte)
      guard !name.isEmpty, let value = value(name) else { return nil }
      return Mention(text: value, length: name.count, isRaw: true)
    }
  }

  private func value(_ name: ArraySlice<UInt8>) -> String? { values[String(decoding: name, as: UTF8.self)] }

  /// As libpq spells a literal: a backslash asks for the escaping kind, set off from what stands before it.
  private static func literal(_ text: String) -> String {
    let quoted = "'" + text.replacing("'", with: "''") + "'"
    return text.contains("\\") ? " E" + quoted.replacing("\\", with: "\\\\") : quoted
  }
}
