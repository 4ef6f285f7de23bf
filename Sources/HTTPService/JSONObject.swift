internal import Presentation

/// A JSON object written in the order in which its members are added.
struct JSONObject {
  private var members: [String] = []

  /// A value that is JSON already.
  mutating func add(_ name: String, json: String) { members.append(JSONTable.quoted(name) + ":" + json) }

  mutating func add(_ name: String, _ text: String?) { add(name, json: text.map(JSONTable.quoted) ?? "null") }

  mutating func add(_ name: String, _ number: Int?) { add(name, json: number.map { String($0) } ?? "null") }

  mutating func add(_ name: String, _ number: Double?) {
    add(name, json: number.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null")
  }

  mutating func add(_ name: String, _ flag: Bool) { add(name, json: flag ? "true" : "false") }

  mutating func add(_ name: String, _ texts: [String]) { add(name, json: Self.list(texts.map(JSONTable.quoted))) }

  /// The members of another object, e.g. of a rendered table.
  mutating func add(membersOf object: String) {
    let inner = object.drop { $0 != "{" }.dropFirst()
    guard let end = inner.lastIndex(of: "}"), end > inner.startIndex else { return }
    members.append(String(inner[..<end]))
  }

  static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  var json: String { "{" + members.joined(separator: ",") + "}" }

  /// The object as a body of its own.
  var text: String { json + "\n" }
}
