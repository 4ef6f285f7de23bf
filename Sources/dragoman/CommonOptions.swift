import ArgumentParser
import Vocabulary

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Settings file (YAML).", valueName: "file"))
  var config: String?

  @Option(name: .long, help: ArgumentHelp("One setting; may be repeated.", valueName: "key=value"))
  var set: [String] = []

  @Option(name: .long, help: ArgumentHelp("Connection string of the database: database.url.", valueName: "url"))
  var database: String?

  @Option(name: .long, help: ArgumentHelp("OpenAI-compatible server: model.url.", valueName: "url"))
  var modelUrl: String?

  @Option(name: .long, help: ArgumentHelp("Folder of an embedded model: model.folder.", valueName: "folder"))
  var model: String?

  /// The same options for another command of the program, with the database that is in force.
  func arguments(_ settings: Settings) -> [String] {
    var arguments = config.map { ["--config", $0] } ?? []
    for pair in set { arguments += ["--set", pair] }
    if settings.origin(.databaseURL) == .commandLine, let url = settings.optional(.databaseURL) {
      arguments += ["--database", url]
    }
    if let modelUrl { arguments += ["--model-url", modelUrl] }
    if let model { arguments += ["--model", model] }
    return arguments
  }

  /// The settings in force under these options.
  func settings() throws -> Settings {
    var overrides: [(Setting, String)] = []
    for pair in set {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw ValidationError("--set takes key=value, not \"\(pair)\".") }
      guard let setting = Setting(rawValue: String(parts[0])) else {
        throw SettingsError.unknown(String(parts[0]), in: "--set")
      }
      overrides.append((setting, String(parts[1])))
    }
    if let database { overrides.append((.databaseURL, database)) }
    if let modelUrl { overrides.append((.modelURL, modelUrl)) }
    if let model { overrides.append((.modelFolder, model)) }
    return try Settings(file: config, overrides: overrides)
  }
}

/// How the program ends.
enum Ending {
  static let refused = ExitCode(1)
  static let broken = ExitCode(3)
}
