internal import Vocabulary

/// Replies by idempotency key: who repeats a request within the hour gets the first one's reply.
protocol ReplyMemory: Sendable {
  /// The reply of the first such request, or this one's.
  func once(
    _ key: ReplyKey, body: [UInt8], _ work: @Sendable () async throws -> Reply
  ) async throws -> Reply
}

/// What a request and its repetitions have in common.
struct ReplyKey: Hashable {
  /// Replies that are longer are not kept: their repetition is a new question.
  static let longest = 1 << 20

  var caller: Principal
  var route: String
  var key: String
}
