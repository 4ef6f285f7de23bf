import Foundation

/// Where things lie, as far as the settings do not say.
struct Places {
  let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  /// The audit log, the snapshots and the model runtime's log.
  var state: String {
    if let folder = settings.optional(.stateFolder) { return folder }
    let environment = ProcessInfo.processInfo.environment
    let base = environment["XDG_STATE_HOME"] ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/state"
    return base + "/dragoman"
  }

  var models: String { settings.optional(.modelsFolder) ?? near("models") ?? "models" }
  var reports: String { settings.optional(.modelsReports) ?? models + "/reports" }
  var runtime: String { settings.optional(.runtimeFolder) ?? near(".state/runtime") ?? state + "/runtime" }
  var modelServer: String {
    settings.optional(.runtimeServer) ?? near("scripts/model-server") ?? "scripts/model-server"
  }

  var training: String { settings.optional(.trainingFolder) ?? near("training") ?? "training" }
  /// Where PyTorch is installed when nobody names a Python; the scripts' own environment where there is one.
  var trainingEnvironment: String { near(".state/training") ?? state + "/training" }

  /// Something of the package that the program was built in, or of the folder that it was installed in.
  private func near(_ name: String) -> String? {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    var folder = program.deletingLastPathComponent()
    for _ in 0..<5 {
      let path = folder.appending(path: name).path
      if FileManager.default.fileExists(atPath: path) { return path }
      folder = folder.deletingLastPathComponent()
    }
    return FileManager.default.fileExists(atPath: name) ? name : nil
  }
}
