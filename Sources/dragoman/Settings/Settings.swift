import Auditing
import Foundation
import Vocabulary

/// The settings in force, each with where it came from: command line > environment > file > default.
struct Settings: Sendable {
  enum Origin: Sendable, Equatable {
    case commandLine, environment
    case file(String)
    case standard

    var description: String {
      switch self {
      case .commandLine: "command line"
      case .environment: "environment"
      case .file(let path): path
      case .standard: "default"
      }
    }
  }

  private var values: [Setting: (text: String, origin: Origin)] = [:]

  /// Reads and checks them all.
  ///
  /// - Parameters:
  ///   - file: the settings file that was asked for; else `DRAGOMAN_CONFIG`, `dragoman.yaml` here, or the user's own.
  ///   - overrides: `key=value` of the command line, last one wins.
  init(
    file: String? = nil, overrides: [(Setting, String)] = [],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(SettingsError) {
    let path =
      file ?? environment["DRAGOMAN_CONFIG"]
      ?? Self.usualFiles(environment).first { FileManager.default.fileExists(atPath: $0) }
    if let path {
      for (setting, text) in try SettingsFile.read(path) { values[setting] = (text, .file(path)) }
    }
    for setting in Setting.allCases {
      if let text = environment[setting.environmentName] { values[setting] = (text, .environment) }
    }
    for (setting, text) in overrides { values[setting] = (text, .commandLine) }
    for (setting, value) in values where !value.text.isEmpty { try Self.check(setting, value.text) }
  }

  /// The same with other values for some, as if they stood on the command line.
  func with(_ overrides: [(Setting, String)]) -> Settings {
    var changed = self
    for (setting, text) in overrides { changed.values[setting] = (text, .commandLine) }
    return changed
  }

  /// The same with what some have in other settings.
  func taking(_ some: [Setting], from other: Settings) -> Settings {
    var changed = self
    for setting in some { changed.values[setting] = other.values[setting] }
    return changed
  }

  private static func usualFiles(_ environment: [String: String]) -> [String] {
    let home = environment["HOME"] ?? NSHomeDirectory()
    let configuration = environment["XDG_CONFIG_HOME"] ?? home + "/.config"
    return ["dragoman.yaml", configuration + "/dragoman/dragoman.yaml"]
  }

  func text(_ setting: Setting) -> String { values[setting]?.text ?? setting.standard }

  func origin(_ setting: Setting) -> Origin { values[setting]?.origin ?? .standard }

  /// `nil` when the setting is empty.
  func optional(_ setting: Setting) -> String? { text(setting).isEmpty ? nil : text(setting) }

  func whole(_ setting: Setting) -> Int { Int(text(setting)) ?? Int(setting.standard) ?? 0 }

  func amount(_ setting: Setting) -> Double { Double(text(setting)) ?? 0 }

  func duration(_ setting: Setting) -> Duration { .milliseconds(Int(amount(setting) * 1000)) }

  func isOn(_ setting: Setting) -> Bool { Self.yes.contains(text(setting).lowercased()) }

  func list(_ setting: Setting) -> [String] { Self.items(text(setting)) }

  private static func items(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// A value that the program cannot do without.
  func required(_ setting: Setting) throws(SettingsError) -> String {
    guard let text = optional(setting) else { throw .missing(setting) }
    return text
  }

  private static let yes: Set<String> = ["yes", "true", "on", "1"]
  private static let no: Set<String> = ["no", "false", "off", "0"]

  private static func check(_ setting: Setting, _ text: String) throws(SettingsError) {
    switch setting.kind {
    case .text, .path, .list: break
    case .choice(let choices):
      guard choices.contains(text) else { throw .badValue(setting, text, choices.joined(separator: " or ")) }
    case .whole(let range):
      guard let number = Int(text), range.contains(number) else {
        throw .badValue(setting, text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
    case .seconds:
      guard let number = Double(text), number > 0, number <= 86_400 else {
        throw .badValue(setting, text, "a number of seconds, above 0")
      }
    case .amount:
      guard let number = Double(text), number > 0 else { throw .badValue(setting, text, "a number above 0") }
    case .extents:
      guard ChoiceList(items(text), { ContentLimits.Extent(rawValue: $0) }) != nil else {
        throw .badValue(setting, text, "full, brief or names, or such for databases, as hr=names")
      }
    case .days:
      guard ChoiceList(items(text), { Int($0).flatMap { $0 > 0 ? $0 : nil } }) != nil else {
        throw .badValue(setting, text, "a number of days, or such for databases, as hr=30")
      }
    case .yesNo:
      guard yes.union(no).contains(text.lowercased()) else { throw .badValue(setting, text, "yes or no") }
    }
  }
}
