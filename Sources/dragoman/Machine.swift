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

  static var executable: String { URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path }
}
