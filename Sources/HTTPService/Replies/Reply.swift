internal import Hummingbird
internal import Presentation

/// A response whose body is a text: it can be kept, and given again.
struct Reply: Sendable {
  var status: HTTPResponse.Status = .ok
  var type = "application/json"
  var headers: HTTPFields = [:]
  var text: String

  static func json(_ object: JSONObject, status: HTTPResponse.Status = .ok) -> Reply {
    Reply(status: status, text: object.text)
  }

  var response: Response {
    var headers = headers
    headers[.contentType] = type
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
