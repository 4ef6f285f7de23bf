internal import Hummingbird
internal import Presentation
internal import Vocabulary

/// A question's way as server-sent events: `planned token judged repairing columns row done`, or `error` at the end.
struct EventReply: Sendable {
  let context: DoorContext
  let hangUps: HangUps
  let isExecuted: Bool

  /// A response that begins at once; the work ends when whoever reads it goes away.
  func response(_ work: @escaping @Sendable (@escaping Milestone.Listener) async throws -> Outcome) -> Response {
    let (events, sink) = AsyncStream<ByteBuffer>.makeStream()
    let requestID = context.requestID
    // The caller's place is taken until the last event is there, not until the first is.
    let place = context.visit.place
    place?.keep()
    let task = Task {
      do {
        let outcome = try await work { sink.yield(Self.event($0)) }
        end(outcome, sink)
      } catch {
        sink.yield(Self.event("error", Problem(error).object(requestID: requestID)))
      }
      await place?.giveBack()
      sink.finish()
    }
    let ticket = hangUps.watch(context.channel) { task.cancel() }
    sink.onTermination = { [context, hangUps] _ in
      task.cancel()
      hangUps.forget(ticket, context.channel)
    }
    // Proxies that collect what they pass on would make a stream of one piece.
    return Response(
      status: .ok, headers: [.contentType: ReplyForm.events.rawValue, .cacheControl: "no-store, no-transform"],
      body: .init(asyncSequence: events))
  }

  private func end(_ outcome: Outcome, _ sink: AsyncStream<ByteBuffer>.Continuation) {
    if case .answered(let answer) = outcome {
      var columns = JSONObject()
      columns.add("columns", answer.table.columns.map(Self.object))
      sink.yield(Self.event("columns", columns))
      // Many rows a piece: each piece costs a walk through the connection.
      var piece = ""
      for row in JSONTable.rows(answer.table) {
        piece += "event: row\ndata: \(row)\n\n"
        if piece.utf8.count > 32_768 {
          sink.yield(ByteBuffer(string: piece))
          piece = ""
        }
      }
      if !piece.isEmpty { sink.yield(ByteBuffer(string: piece)) }
    }
    sink.yield(Self.event("done", OutcomeJSON.ending(outcome, isExecuted: isExecuted)))
  }

  private static func event(_ milestone: Milestone) -> ByteBuffer {
    var json = JSONObject()
    switch milestone {
    case .planned(let evidence, let model):
      json.add("model", model)
      json.add("relations", evidence.relations.map { linked($0.name.description, $0.reasons) })
      json.add("columns", evidence.columns.prefix(24).map { linked($0.name.description, $0.reasons) })
      json.add("mentions", evidence.mentions.map(\.text))
      return event("planned", json)
    case .token(let text, _):
      json.add("text", text)
      return event("token", json)
    case .judged(let judgement): return event("judged", OutcomeJSON.object(judgement))
    case .repairing: return event("repairing", json)
    }
  }

  private static func linked(_ name: String, _ reasons: [Evidence.Reason]) -> JSONObject {
    var json = JSONObject()
    json.add("name", name)
    json.add("reasons", reasons.map(\.description))
    return json
  }

  private static func object(_ column: ResultTable.Column) -> JSONObject {
    var json = JSONObject()
    json.add("name", column.name)
    json.add("type", column.type)
    return json
  }

  private static func event(_ name: String, _ data: JSONObject) -> ByteBuffer {
    ByteBuffer(string: "event: \(name)\ndata: \(data.json)\n\n")
  }
}
