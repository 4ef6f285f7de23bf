internal import Vocabulary

/// The caller's own deadline.
enum Deadline {
  /// Works, and is cancelled when the time is over.
  static func keeping<Value: Sendable>(
    _ patience: Duration?, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard let patience else { return try await work() }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        try await Task.sleep(for: patience)
        return nil
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() ?? nil else {
        throw HTTPServiceError.deadlinePassed(patience)
      }
      return value
    }
  }
}
