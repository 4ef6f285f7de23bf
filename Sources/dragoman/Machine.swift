import Foundation

/// What the program runs on, for reports and cards.
enum Machine {
  /// `2 cores of AMD EPYC, 16 GB`.
  static var description: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
    let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last?
      .trimmingCharacters(in: .whitespaces)
    let process = ProcessInfo.processInfo
    return "\(process.activeProcessorCount) cores of \(model ?? "an unnamed processor"), "
      + "\(process.physicalMemory / 1_000_000_000) GB"
  }

  /// Changes whenever the program is built anew.
  static var program: String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: executable)
    let changed = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(attributes?[.size] ?? 0) \(changed)"
  }

  /// The commit of the checkout that the program was built in; `unknown` for an installed one.
  static var commit: String {
    var folder = URL(filePath: executable).deletingLastPathComponent()
    for _ in 0..<6 {
      let git = folder.appending(path: ".git")
      if let head = text(git.appending(path: "HEAD")) {
        guard head.hasPrefix("ref: ") else { return head }
        let name = String(head.dropFirst(5))
        if let commit = text(git.appending(path: name)) { return commit }
        let packed = text(git.appending(path: "packed-refs"))?.split(separator: "\n") ?? []
        return packed.first { $0.hasSuffix(" " + name) }.map { String($0.prefix(40)) } ?? "unknown"
      }
      folder = folder.deletingLastPathComponent()
    }
    return "unknown"
  }

  private static func text(_ file: URL) -> String? {
    (try? String(contentsOf: file, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static var executable: String { URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path }
}
