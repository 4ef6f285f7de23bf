internal import Foundation
internal import Hummingbird

/// A page that `dragoman evaluate --compare` wrote. It is shown as it is, in a frame that may do nothing.
struct ComparisonFile {
  let html: String

  private static let name = "comparison.html"
  private static let most = 4 << 20

  /// No script, no form, nothing from elsewhere; only our pages may frame it.
  static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    + "frame-ancestors 'self'"

  /// The one that was measured last of those that a folder's folders hold for a database.
  static func newest(in folder: String, of database: String) -> ComparisonFile? {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let found = folders.sorted().compactMap { one -> (measuredAt: String, page: ComparisonFile)? in
      guard let html = read(folder + "/" + one + "/" + name), value("dragoman-database", of: html) == database else {
        return nil
      }
      return (value("dragoman-measured-at", of: html) ?? "", ComparisonFile(html: html))
    }
    return found.max { $0.measuredAt < $1.measuredAt }?.page
  }

  var response: Response {
    Response(
      status: .ok, headers: [.contentType: "text/html; charset=utf-8", .contentSecurityPolicy: Self.policy],
      body: .init(byteBuffer: ByteBuffer(string: html)))
  }

  /// A link could lead anywhere, and is not followed.
  private static func read(_ path: String) -> String? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular, (attributes?[.size] as? Int ?? .max) <= most else {
      return nil
    }
    return try? String(contentsOfFile: path, encoding: .utf8)
  }

  /// What a page says of itself in its head.
  private static func value(_ name: String, of html: String) -> String? {
    let head = html.prefix(4096)
    guard let start = head.firstRange(of: "<meta name=\"\(name)\" content=\"")?.upperBound else { return nil }
    let escaped = String(head[start...].prefix { $0 != "\"" })
    return escaped.replacing("&quot;", with: "\"").replacing("&gt;", with: ">").replacing("&lt;", with: "<")
      .replacing("&amp;", with: "&")
  }
}
