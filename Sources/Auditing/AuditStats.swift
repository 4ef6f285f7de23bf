package import Vocabulary

/// The audit log in numbers, over the questions asked in a period.
package struct AuditStats: Hashable, Sendable, Codable {
  package var questions = 0
  package var answered = 0
  package var declined = 0
  package var failed = 0
  package var unfinished = 0
  /// By latest review.
  package var approved = 0
  package var corrected = 0
  package var rejected = 0
  package var people = 0
  package var databases = 0
  package var first: Moment?
  package var last: Moment?
}
