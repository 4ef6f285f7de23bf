internal import Foundation

/// A secret that a model server asks for; it is sent and never printed.
package struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  let secret: String

  package var description: String { "(secret)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }

  init(secret: String) { self.secret = secret }

  /// The key as a setting says it, in the file of settings or in the environment; `name` is the setting's.
  package static func said(_ text: String, as name: String) throws(GenerationError) -> APIKey {
    try APIKey(text: text, origin: "the setting \(name)")
  }

  /// The key in a file, without the white space around it.
  package static func inFile(_ path: String) throws(GenerationError) -> APIKey {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .keyUnreadable(origin: "the file \(path)", reason: "it cannot be read")
    }
    return try APIKey(text: String(decoding: data, as: UTF8.self), origin: "the file \(path)")
  }

  private init(text: String, origin: String) throws(GenerationError) {
    let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !secret.isEmpty, secret.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .keyUnreadable(origin: origin, reason: "it holds no single word of plain characters")
    }
    self.secret = secret
  }
}
