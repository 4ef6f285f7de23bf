internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Vocabulary

/// What the body of a request asks for.
struct QueryRequest: Decodable {
  /// The member that holds the text: a question, or SQL.
  enum Subject: String { case question, sql }

  static let limit = 64 << 10

  let text: String
  let database: String?
  let execute: Bool

  private struct Member: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private static let subject = CodingUserInfoKey(rawValue: "subject")

  init(from decoder: any Decoder) throws {
    let subject = Self.subject.flatMap { decoder.userInfo[$0] as? Subject } ?? .question
    let members = try decoder.container(keyedBy: Member.self)
    let known = [subject.rawValue, "database", "execute"]
    if let stranger = members.allKeys.map(\.stringValue).first(where: { !known.contains($0) }) {
      let nearest = Suggestion.nearest(to: stranger, in: known, limit: 1).first
      throw HTTPServiceError.malformedBody(
        "there is no member \(String(stranger.prefix(60)).debugDescription)"
          + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    text = try members.decode(String.self, forKey: Member(stringValue: subject.rawValue))
    database = try members.decodeIfPresent(String.self, forKey: Member(stringValue: "database"))
    execute = try members.decodeIfPresent(Bool.self, forKey: Member(stringValue: "execute")) ?? true
  }

  /// Reads a request whole.
  static func read(_ request: Request, _ subject: Subject) async throws -> QueryRequest {
    let type = request.headers[.contentType]
    // Also what keeps a foreign page from asking: it may not send this type unasked.
    guard type?.split(separator: ";").first?.lowercased() == "application/json" else {
      throw HTTPServiceError.wrongMediaType(type.map { String($0.prefix(60)) })
    }
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: limit)
    } catch is NIOTooManyBytesError {
      throw HTTPServiceError.bodyTooLarge(limit: limit)
    }
    let decoder = JSONDecoder()
    if let key = Self.subject { decoder.userInfo[key] = subject }
    do {
      return try decoder.decode(QueryRequest.self, from: Data(body.readableBytesView))
    } catch let error as DecodingError {
      throw HTTPServiceError.malformedBody(problem(error))
    }
  }

  private static func problem(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
    case .valueNotFound(_, let context), .typeMismatch(_, let context):
      context.codingPath.last.map { "\"\($0.stringValue)\" is of the wrong type" } ?? "it is no object"
    default: "it is no JSON"
    }
  }
}
