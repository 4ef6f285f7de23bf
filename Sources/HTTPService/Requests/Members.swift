internal import Hummingbird
internal import NIOCore
internal import Presentation
internal import Vocabulary

/// The members of a request's JSON body.
struct Members: Sendable {
  /// Bytes that a body may have.
  static let limit = 64 << 10

  /// The bytes that were sent.
  let bytes: [UInt8]
  private let values: [String: JSONValue]

  /// Reads a body whole; a member that is not `known` is an error, so that a misspelt one is not lost.
  static func read(_ request: Request, known: [String]) async throws -> Members {
    let bytes = try await bytes(request)
    guard let value = JSONValue(bytes) else { throw HTTPServiceError.malformedBody("it is no JSON") }
    guard let values = value.members else { throw HTTPServiceError.malformedBody("it is no object") }
    if let stranger = values.keys.sorted().first(where: { !known.contains($0) }) {
      let nearest = Suggestion.nearest(to: stranger, in: known, limit: 1).first
      throw HTTPServiceError.malformedBody(
        "there is no member \(String(stranger.prefix(60)).debugDescription)"
          + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    return Members(bytes: bytes, values: values)
  }

  /// The bytes of a JSON body.
  static func bytes(_ request: Request) async throws -> [UInt8] {
    let type = request.headers[.contentType]
    // Also what keeps a foreign page from asking: it may not send this type unasked.
    guard type?.split(separator: ";").first?.lowercased() == "application/json" else {
      throw HTTPServiceError.wrongMediaType(type.map { String($0.prefix(60)) })
    }
    do {
      return Array(try await request.body.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw HTTPServiceError.bodyTooLarge(limit: limit)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // What the parser of the wire says of it is of use to nobody who sends such things.
      throw HTTPServiceError.malformedBody("its body does not come as HTTP says")
    }
  }

  func text(_ name: String) throws(HTTPServiceError) -> String {
    guard let text = try optionalText(name) else {
      throw values[name] == nil
        ? .malformedBody("\"\(name)\" is missing") : .malformedBody("\"\(name)\" is of the wrong type")
    }
    return text
  }

  func optionalText(_ name: String) throws(HTTPServiceError) -> String? {
    switch values[name] {
    case nil, .null?: return nil
    case .text(let text)?: return text
    default: throw .malformedBody("\"\(name)\" is of the wrong type")
    }
  }

  func optionalWhole(_ name: String) throws(HTTPServiceError) -> Int? {
    switch values[name] {
    case nil, .null?: return nil
    case .number(let number)?:
      guard let whole = Int(exactly: number) else { fallthrough }
      return whole
    default: throw .malformedBody("\"\(name)\" is of the wrong type")
    }
  }

  func flag(_ name: String, else standard: Bool) throws(HTTPServiceError) -> Bool {
    switch values[name] {
    case nil, .null?: return standard
    case .flag(let flag)?: return flag
    default: throw .malformedBody("\"\(name)\" is of the wrong type")
    }
  }
}
