/// A JSON object written in the order in which its members are added.
package struct JSONObject: Sendable {
  private var members: [String] = []

  package init() {}

  /// A value that is JSON already.
  package mutating func add(_ name: String, json: String) { members.append(JSONTable.quoted(name) + ":" + json) }

  /// Text, or null.
  package mutating func add(_ name: String, _ text: String?) { add(name, json: text.map(JSONTable.quoted) ?? "null") }

  /// A whole number, or null.
  package mutating func add(_ name: String, _ number: Int?) { add(name, json: number.map { String($0) } ?? "null") }

  /// A number, or null where there is none that JSON can tell.
  package mutating func add(_ name: String, _ number: Double?) {
    add(name, json: number.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null")
  }

  /// True or false.
  package mutating func add(_ name: String, _ flag: Bool) { add(name, json: flag ? "true" : "false") }

  /// A list of texts.
  package mutating func add(_ name: String, _ texts: [String]) {
    add(name, json: Self.list(texts.map(JSONTable.quoted)))
  }

  /// An object within, or null.
  package mutating func add(_ name: String, _ object: JSONObject?) { add(name, json: object?.json ?? "null") }

  /// A list of objects.
  package mutating func add(_ name: String, _ objects: [JSONObject]) { add(name, json: Self.list(objects.map(\.json))) }

  /// The members of another object, e.g. of a rendered table.
  package mutating func add(membersOf object: String) {
    let inner = object.drop { $0 != "{" }.dropFirst()
    guard let end = inner.lastIndex(of: "}"), end > inner.startIndex else { return }
    members.append(String(inner[..<end]))
  }

  /// A list of what is JSON already.
  package static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  /// The object on one line.
  package var json: String { "{" + members.joined(separator: ",") + "}" }

  /// The object as a body of its own.
  package var text: String { json + "\n" }
}
