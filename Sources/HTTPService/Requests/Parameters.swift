internal import Auditing
internal import Hummingbird
internal import Vocabulary

/// What a request says after the question mark, and in its path.
struct Parameters: Sendable {
  private let values: [String: String]

  /// - Parameters:
  ///   - known: names that mean something; any other is an error, so that a misspelt one is not lost.
  ///   - isForm: whether fields that were left empty mean nothing.
  init(_ request: Request, known: [String], isForm: Bool = false) throws(HTTPServiceError) {
    var values: [String: String] = [:]
    for (name, value) in FormFields(request.uri.query ?? "").fields {
      guard known.contains(name) else {
        throw .badParameter(String(name.prefix(60)), "it is not known here: \(known.joined(separator: ", ")) are")
      }
      if !isForm || !value.isEmpty { values[name] = value }
    }
    self.values = values
  }

  /// What was given; `nil` where it was left empty.
  subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// What was given, empty or not.
  func given(_ name: String) -> String? { values[name] }

  func whole(_ name: String, in range: ClosedRange<Int>, else standard: Int) throws(HTTPServiceError) -> Int {
    guard let text = values[name] else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw .badParameter(name, "it is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func moment(_ name: String) throws(HTTPServiceError) -> Moment? {
    guard let text = values[name] else { return nil }
    guard let moment = Moment(text) else { throw .badParameter(name, "it is a time as 2024-03-01T10:30:00Z") }
    return moment
  }

  /// One of some words.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of type: Choice.Type
  ) throws(HTTPServiceError) -> Choice? where Choice.RawValue == String {
    guard let text = values[name] else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw .badParameter(name, "it is one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }

  /// The question that a path names.
  static func question(_ context: DoorContext) throws -> QuestionID {
    let text = context.parameters.get("id") ?? ""
    guard let id = QuestionID(text) else {
      throw HTTPServiceError.badParameter("id", "it is 1 to 64 letters and digits")
    }
    return id
  }
}
