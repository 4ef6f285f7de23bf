internal import Vocabulary

/// The replies that this process remembers.
actor LocalReplyMemory: ReplyMemory {
  private enum Entry {
    case underWay(body: [UInt8])
    case done(body: [UInt8], Reply, at: ContinuousClock.Instant)
  }

  private var entries: [ReplyKey: Entry] = [:]
  /// What is done, oldest first, with the size of each reply.
  private var order: [(key: ReplyKey, bytes: Int)] = []
  private var bytes = 0

  private static let most = 1_000
  private static let mostBytes = 32 << 20
  private static let lifetime = Duration.seconds(3600)

  nonisolated func once(
    _ key: ReplyKey, body: [UInt8], _ work: @Sendable () async throws -> Reply
  ) async throws -> Reply {
    if var known = try await begin(key, body) {
      known.headers[.replayed] = "true"
      return known
    }
    do {
      let reply = try await work()
      await end(key, body, reply)
      return reply
    } catch {
      // What broke may be tried again.
      await end(key, body, nil)
      throw error
    }
  }

  private func begin(_ key: ReplyKey, _ body: [UInt8]) throws -> Reply? {
    switch entries[key] {
    case .underWay(let first)?:
      throw first == body ? HTTPServiceError.repeatedTooSoon : HTTPServiceError.keyReused
    case .done(let first, let reply, let time)? where .now - time < Self.lifetime:
      guard first == body else { throw HTTPServiceError.keyReused }
      return reply
    case .done?, nil:
      // Of another hour: it must not be forgotten later in the name of the old one.
      if let old = order.firstIndex(where: { $0.key == key }) { bytes -= order.remove(at: old).bytes }
      entries[key] = .underWay(body: body)
      return nil
    }
  }

  private func end(_ key: ReplyKey, _ body: [UInt8], _ reply: Reply?) {
    guard let reply, reply.text.utf8.count <= ReplyKey.longest else {
      entries[key] = nil
      return
    }
    entries[key] = .done(body: body, reply, at: .now)
    order.append((key, body.count + reply.text.utf8.count))
    bytes += body.count + reply.text.utf8.count
    while order.count > Self.most || bytes > Self.mostBytes {
      let oldest = order.removeFirst()
      bytes -= oldest.bytes
      entries[oldest.key] = nil
    }
  }
}
