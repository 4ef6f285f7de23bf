internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Vocabulary

/// The replies that all instances on one PostgreSQL store remember together.
struct SharedReplyMemory: ReplyMemory {
  let shelf: ReplyShelf

  /// Between two words that the work goes on: a third of how long others keep away.
  private static let pulse = Duration.seconds(10)

  func once(
    _ key: ReplyKey, body: [UInt8], _ work: @Sendable () async throws -> Reply
  ) async throws -> Reply {
    let request = ReplyShelf.Request(caller: key.caller, route: key.route, key: key.key, body: body)
    switch try await shelf.claim(request) {
    case .kept(let kept):
      var reply = Reply(kept)
      reply.headers[.replayed] = "true"
      return reply
    case .underWay: throw HTTPServiceError.repeatedTooSoon
    case .otherBody: throw HTTPServiceError.keyReused
    case .claimed(let claim): return try await first(request, claim, work)
    }
  }

  private func first(
    _ request: ReplyShelf.Request, _ claim: String, _ work: @Sendable () async throws -> Reply
  ) async throws -> Reply {
    let pulse = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: Self.pulse)
        try? await shelf.renew(request, claim)
      }
    }
    defer { pulse.cancel() }
    do {
      let reply = try await work()
      await end(request, claim, reply.text.utf8.count <= ReplyKey.longest ? reply.kept : nil)
      return reply
    } catch {
      // What broke may be tried again.
      await end(request, claim, nil)
      throw error
    }
  }

  /// A reply that cannot be kept is given all the same; others may try again when the claim has expired.
  private func end(_ request: ReplyShelf.Request, _ claim: String, _ reply: ReplyShelf.Kept?) async {
    await Task { try? await shelf.end(request, claim, reply) }.value
  }
}

extension Reply {
  fileprivate init(_ kept: ReplyShelf.Kept) {
    self.init(status: .init(code: kept.status), type: kept.type, text: kept.text)
    for pair in kept.headers where pair.count == 2 {
      if let name = HTTPField.Name(pair[0]) { headers.append(HTTPField(name: name, value: pair[1])) }
    }
  }

  fileprivate var kept: ReplyShelf.Kept {
    .init(status: status.code, type: type, headers: headers.map { [$0.name.rawName, $0.value] }, text: text)
  }
}
