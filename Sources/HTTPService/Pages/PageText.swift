internal import Hummingbird
internal import Mustache

/// Renders the pages from their templates.
struct PageText: Sendable {
  private let library: MustacheLibrary

  static let names = ["layout", "ask", "review", "audit", "record", "models", "schema", "sign-in", "turned-away"]

  /// Scripts and styles come from here alone, and no other page may frame ours.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  init() {
    var library = MustacheLibrary()
    for name in Self.names {
      guard let text = EmbeddedText.files["Templates/\(name).mustache"] else {
        preconditionFailure("Templates/\(name).mustache is not embedded")
      }
      do {
        try library.register(text, named: name)
      } catch {
        preconditionFailure("Templates/\(name).mustache is no template: \(error)")
      }
    }
    self.library = library
  }

  func response(_ name: String, _ context: [String: Any]) -> Response {
    let text = library.render(context, withTemplate: name) ?? ""
    return Response(
      status: .ok,
      headers: [.contentType: "text/html; charset=utf-8", .contentSecurityPolicy: Self.policy],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
