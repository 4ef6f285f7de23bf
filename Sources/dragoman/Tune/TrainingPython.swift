import Digests
import Foundation
import Tuning

/// The Python that trains: the one of the settings, or an environment of our own, made on first use.
struct TrainingPython {
  let python: String
  let scripts: String

  /// Finds it, or installs what is missing and says beforehand how large it is.
  init(_ settings: Settings) async throws {
    let places = Places(settings)
    scripts = places.training
    let requirements = scripts + "/requirements.txt"
    guard let wanted = FileManager.default.contents(atPath: requirements) else {
      throw TextFile.Unreadable(path: requirements)
    }
    if let named = settings.optional(.trainingPython) {
      guard FileManager.default.isExecutableFile(atPath: named) else { throw TuningError.noPython(named) }
      python = named
      return
    }
    let folder = places.trainingEnvironment
    python = folder + "/bin/python"
    if FileManager.default.isExecutableFile(atPath: python), try await works() { return }
    let stamp = folder + "/requirements.sha256"
    let digest = Digest.sha256(wanted)
    if FileManager.default.contents(atPath: stamp) == Data(digest.utf8), try await works() { return }
    try await install(into: folder, requirements)
    try Data(digest.utf8).write(to: URL(filePath: stamp))
  }

  /// Runs a script of `training/`.
  func run(_ arguments: String...) async throws { try await run(arguments) }

  func run(_ arguments: [String]) async throws {
    try await PythonTask(python: python, scripts: scripts, arguments: arguments).run()
  }

  private func works() async throws -> Bool {
    try await PythonTask.run(python, ["-I", "-c", "import torch, tokenizers, gguf, numpy, matplotlib"]) == 0
  }

  private func install(into folder: String, _ requirements: String) async throws {
    let system = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: system) else { throw TuningError.noPython(system) }
    Terminal.note("Installing PyTorch into \(folder): about 200 MB to fetch and 1.2 GB on disk, once.")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let free = (try FileManager.default.attributesOfFileSystem(forPath: folder))[.systemFreeSize] as? Int64 ?? .max
    guard free > 2_600 << 20 else {
      throw TuningError.noDisk(folder: folder, megabytes: 2_600, free: Int(free >> 20))
    }
    for arguments in [
      ["-I", "-m", "venv", "--clear", folder]
    ] {
      let status = try await PythonTask.run(system, arguments)
      guard status == 0 else { throw TuningError.noPython(system) }
    }
    let status = try await PythonTask.run(
      python, ["-I", "-m", "pip", "install", "--disable-pip-version-check", "-q", "-r", requirements])
    guard status == 0 else { throw TuningError.pythonFailed(script: "pip", status: status) }
  }
}
