internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// Files that pages are made of.
enum Asset {
  /// Where Debian's package libjs-chart.js puts it; pages do without it.
  private static let chartFile = "/usr/share/javascript/chart.js/chart.min.js"
  static let chart: String? = try? String(contentsOfFile: chartFile, encoding: .utf8)

  /// Changes whenever one of the files does: browsers ask again each time, and are told at once that nothing changed.
  private static let types = ["css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"]

  static func response(_ name: String) throws -> Response {
    let text = name == "chart.js" ? chart : EmbeddedText.files["Templates/assets/\(name)"]
    guard let text, let type = types[String(name.split(separator: ".").last ?? "")] else {
      throw HTTPServiceError.unknownPath(String("/assets/\(name)".prefix(200)))
    }
    return Response(
      status: .ok, headers: [.contentType: type + "; charset=utf-8", .cacheControl: "max-age=300"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// What the API is, for machines.
  static var openAPI: Response {
    guard let text = EmbeddedText.files["openapi.yaml"] else { preconditionFailure("openapi.yaml is not embedded") }
    return Reply(type: "application/yaml", text: text).response
  }
}
