internal import Foundation

/// One start of the embedded model: the command, and what becomes of it.
struct ModelLaunch: Sendable {
  /// What the child prints when it answers.
  private struct Announcement: Decodable {
    var port: Int
    var model: String
    var key: String
  }

  let command: ChildProcess.Command
  private let configuration: EmbeddedModel.Configuration
  private let logTail: LogTail

  /// Checks that everything is there, and prepares the log.
  init(_ configuration: EmbeddedModel.Configuration) throws(GenerationError) {
    let files = FileManager.default
    let python = configuration.runtime + "/bin/python3"
    guard files.isExecutableFile(atPath: python) else { throw .runtimeMissing(path: python) }
    guard files.isReadableFile(atPath: configuration.script) else { throw .runtimeMissing(path: configuration.script) }
    guard files.isReadableFile(atPath: configuration.model) else { throw .modelMissing(path: configuration.model) }
    let folder = URL(filePath: configuration.log).deletingLastPathComponent()
    do {
      try files.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      if LogTail(path: configuration.log).start > 1 << 20 { try files.removeItem(atPath: configuration.log) }
    } catch {
      throw .startFailed(reason: "its log folder cannot be used: \(error)", log: configuration.log, tail: "")
    }
    self.configuration = configuration
    logTail = LogTail(path: configuration.log)
    // Nothing of our environment that could hold a secret or bend Python.
    let kept = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"]
    command = ChildProcess.Command(
      executable: python,
      arguments: [
        "-I", "-B", configuration.script, configuration.model, "--port", "0",
        "--parallel", String(configuration.parallel), "--context", String(configuration.context),
        "--threads", String(configuration.threads),
      ],
      environment: ProcessInfo.processInfo.environment.filter { kept.contains($0.key) },
      log: configuration.log)
  }

  /// Waits until the child serves, or tells why it does not.
  func server(of child: ChildProcess) async -> Result<ModelServer, GenerationError> {
    let limit = configuration.startTimeout
    let watchdog = Task {
      try await Task.sleep(for: limit)
      child.kill()
    }
    let line = await child.firstLine.value() ?? nil
    watchdog.cancel()
    guard let line else {
      guard let ending = await child.ending.value() else { return .failure(.cancelled) }
      let reason = ending == .killed(signal: 9) ? "\(ending) before it answered (its limit is \(limit))" : "\(ending)"
      return .failure(.startFailed(reason: reason, log: configuration.log, tail: logTail.text))
    }
    guard let announcement = try? JSONDecoder().decode(Announcement.self, from: Data(line.utf8)) else {
      child.kill()
      return .failure(
        .startFailed(
          reason: "it announced something else", log: configuration.log, tail: ServerMessage.excerpt(of: line.utf8)))
    }
    let endpoint = ModelEndpoint(
      url: "http://127.0.0.1:\(announcement.port)", model: announcement.model, key: APIKey(secret: announcement.key),
      dialect: .llamaServer, grammarForm: configuration.grammarForm ?? GrammarForm.known["llguidance"],
      timeout: configuration.timeout, connectTimeout: .seconds(2), retries: 0)
    return .success(
      ModelServer(
        endpoint: endpoint, dialect: .llamaServer, model: announcement.model, maxCount: configuration.parallel))
  }
}
