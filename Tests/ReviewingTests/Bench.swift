import Auditing
import DoorTestSupport
import Foundation
import Interpretation
import TestSupport
import Vocabulary

@testable import Reviewing

/// Real questions to a real database, answered by a stand-in that says what stands in [brackets].
struct Bench {
  let premises: Premises
  let desk: ReviewDesk
  static let rita = Principal("rita")
  static let sam = Principal("sam")

  init(_ name: String, rules: ReviewRules = ReviewRules()) async throws {
    premises = try await Premises(name, model: "told", rules: rules)
    desk = premises.reviews
  }

  /// Asks, and gives back what the log knows of it.
  @discardableResult
  func ask(_ text: String, by person: String = "anna") async throws -> AuditRecord {
    let question = Question(text: text, database: "shop", principal: Principal(person))
    _ = try await premises.interpreter.ask(question)
    return try await premises.reader.record(question.id)
  }

  func view() async throws -> DatabaseView { try await premises.database.view(for: Principal("anna")) }

  /// The administrator's hand.
  func change(_ sql: String, in database: String) async throws {
    _ = try await TestServer.shared().psql(database: database, sql: sql)
  }
}
