import ArgumentParser

/// `dragoman config`: the settings in force and where each comes from.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show the settings in force, where each comes from, and what it means.")

  @OptionGroup var common: CommonOptions

  @Flag(help: "Print a settings file that can be edited.")
  var template = false

  func run() async throws {
    if template { return Terminal.write(Self.file()) }
    let settings = try Reporting.usage { try common.settings() }
    for setting in Setting.allCases {
      let value = settings.text(setting)
      let shown = setting.isSecret && !value.isEmpty ? "(hidden)" : value.isEmpty ? "–" : value
      Terminal.line(
        "\(Terminal.bold(setting.rawValue)) = \(shown)  \(Terminal.dimmed("(\(settings.origin(setting).description))"))"
      )
      Terminal.line(Terminal.dimmed("    \(setting.summary); \(setting.environmentName)"))
    }
  }

  /// Every setting with its default, as a comment, in its section.
  static func file() -> String {
    var text = "# Settings of dragoman; every line may be left out.\n"
    var section = ""
    for setting in Setting.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
      let parts = setting.rawValue.split(separator: ".", maxSplits: 1).map(String.init)
      if parts[0] != section {
        section = parts[0]
        text += "\(section):\n"
      }
      text += "  # \(setting.summary)\n  #\(parts[1]): \(setting.standard)\n"
    }
    return text
  }
}
