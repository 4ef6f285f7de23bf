internal import Foundation

/// Any JSON value, as it was read.
package enum JSONValue: Hashable, Sendable, Decodable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Reads a whole JSON text; `nil` when it is none.
  package init?(_ text: some Sequence<UInt8>) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text)) else { return nil }
    self = value
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// A member of an object; `nil` where there is none.
  package subscript(_ name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }

  /// `nil` for anything but text.
  package var text: String? { if case .text(let text) = self { text } else { nil } }

  /// `nil` for anything but true and false.
  package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

  /// `nil` for anything but an object.
  package var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }

  /// The value as JSON again, members by name.
  package var json: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): Int64(exactly: number).map { String($0) } ?? "\(number)"
    case .text(let text): JSONTable.quoted(text)
    case .list(let values): JSONObject.list(values.map(\.json))
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }.map { JSONTable.quoted($0.key) + ":" + $0.value.json }
        .joined(separator: ",") + "}"
    }
  }
}
