import Foundation
import Testing

/// What the code says must stand in the docs: settings, error codes, prompt profiles, rules.
@Suite struct `The documentation` {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func sources(_ folder: String) throws -> [String] {
    let base = root.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: base.path).filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: base.appending(path: $0), encoding: .utf8) }
  }

  @Test func `names every setting`() throws {
    let table = try Self.text("docs/settings.md")
    let code = try Self.text("Sources/dragoman/Settings/Setting.swift")
    let names = code.matches(of: /case \w+ = "([a-z.\-]+)"/).map { String($0.1) }
    #expect(names.count > 20)
    for name in names { #expect(table.contains("| `\(name)` |"), "\(name) is not in docs/settings.md") }
  }

  @Test func `says of every setting whether SIGHUP has it taken over`() throws {
    let code = try Self.text("Sources/dragoman/Settings/Setting.swift")
    let body = try #require(code.firstMatch(of: /var isReloadable[^{]*\{([^}]*)/)).1
    let cases = Set(body.matches(of: /\.(\w+)/).map { String($0.1) })
    #expect(cases.count > 5)
    let table = try Self.text("docs/settings.md")
    for match in code.matches(of: /case (\w+) = "([a-z.\-]+)"/) {
      let line = try #require(table.split(separator: "\n").first { $0.hasPrefix("| `\(match.2)` |") })
      #expect(line.hasSuffix("| yes |") == cases.contains(String(match.1)), "\(match.2)")
    }
  }

  @Test func `names every error code`() throws {
    let table = try Self.text("docs/errors.md")
    var codes: Set<String> = []
    for source in try Self.sources("Sources") {
      for match in source.matches(of: /"(D[A-Z]0[0-9]{2})"/) { codes.insert(String(match.1)) }
    }
    #expect(codes.count > 60)
    for code in codes.sorted() { #expect(table.contains("| \(code) |"), "\(code) is not in docs/errors.md") }
  }

  @Test func `names every prompt profile`() throws {
    let page = try Self.text("prompts/README.md")
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "prompts").path)
      .filter { !$0.contains(".") || $0.hasSuffix("-1") }
    #expect(folders.count >= 7)
    for folder in folders { #expect(page.contains("`\(folder)`"), "\(folder) is not in prompts/README.md") }
  }

  @Test func `keeps the README short`() throws {
    #expect(try Self.text("README.md").split(separator: "\n", omittingEmptySubsequences: false).count < 150)
  }

  @Test func `tells of every floor that the manifest has`() throws {
    let map = try Self.text("docs/architecture.md")
    let manifest = try Self.text("Package.swift")
    let modules = manifest.matches(of: /module\(\s*"(\w+)"/).map { String($0.1) }
    #expect(modules.count > 15)
    for module in modules { #expect(map.contains("`\(module)`"), "\(module) is not in docs/architecture.md") }
  }
}
