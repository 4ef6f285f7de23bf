import Foundation
import Vocabulary
import Yams

/// Reads a settings file: YAML, one section a prefix.
enum SettingsFile {
  static func read(_ path: String) throws(SettingsError) -> [(Setting, String)] {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw .unreadable(path)
    }
    let tree: Node?
    do {
      tree = try Yams.compose(yaml: text)
    } catch {
      throw .malformed(path, "\(error)")
    }
    guard let tree else { return [] }
    var found: [(Setting, String)] = []
    try collect(tree, prefix: "", path: path, into: &found)
    return found
  }

  private static func collect(
    _ node: Node, prefix: String, path: String, into found: inout [(Setting, String)]
  ) throws(SettingsError) {
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard let name = key.string else { throw .malformed(path, "a key is no text") }
        try collect(value, prefix: prefix.isEmpty ? name : prefix + "." + name, path: path, into: &found)
      }
    case .sequence(let items):
      found.append((try setting(prefix, path), items.compactMap(\.string).joined(separator: ",")))
    case .scalar(let scalar):
      found.append((try setting(prefix, path), node.null != nil ? "" : scalar.string))
    case .alias: throw .malformed(path, "aliases are not read")
    }
  }

  private static func setting(_ name: String, _ path: String) throws(SettingsError) -> Setting {
    guard let setting = Setting(rawValue: name) else { throw .unknown(name, in: path) }
    return setting
  }
}
