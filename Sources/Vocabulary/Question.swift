/// What someone asked, of which database, and who they are.
package struct Question: Hashable, Sendable, Codable {
  package var id: QuestionID
  /// The words as they were typed; untrusted.
  package var text: String
  /// The name under which the settings know the database.
  package var database: String
  package var principal: Principal
  /// The earlier question that this one asks again or tries another statement for.
  package var regarding: QuestionID?
  /// The question before it in the same conversation, from which one that leans on it is completed; empty where none came
  /// before, `nil` where nobody keeps conversations.
  package var previous: String?
  /// The conversation that it goes on, named like its first question; `nil` for one that begins its own.
  package var conversation: QuestionID?
  /// The statement that answered that one, which "how many of them?" counts the rows of.
  package var previousSQL: String?
  /// The words as they were typed, where `text` was completed from `previous`.
  package var typed: String?

  package init(
    id: QuestionID = QuestionID(), text: String, database: String, principal: Principal, regarding: QuestionID? = nil,
    previous: String? = nil
  ) {
    self.previous = previous
    self.id = id
    self.text = text
    self.database = database
    self.principal = principal
    self.regarding = regarding
  }
}

/// Identifies a question in the audit log, in answers and in log lines; 16 lower-case hex digits.
package struct QuestionID: Hashable, Sendable, Codable, CustomStringConvertible {
  package let description: String

  /// A fresh random identifier.
  package init() {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    description = String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// An identifier read back from text; `nil` unless it is 1 to 64 letters, digits, `-` or `_`.
  package init?(_ text: String) {
    let isWord = text.utf8.allSatisfy { byte in
      (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 45
        || byte == 95
    }
    guard isWord, (1...64).contains(text.utf8.count) else { return nil }
    description = text
  }

  package init(from decoder: any Decoder) throws {
    description = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// On whose behalf a question is asked.
package struct Principal: Hashable, Sendable, Codable {
  package var name: String

  package init(_ name: String) { self.name = name }
}
