internal import Foundation

/// Files that tests of models need.
package enum Fixtures {
  package static func path(_ name: String) -> String { root + "/Tests/ModelTestSupport/Fixtures/" + name }

  /// The folder of the package.
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// A folder that no other test uses.
  package static func temporaryFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dragoman-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }

  /// The tiny random model, written anew for each test process.
  package static func tinyModel() async throws -> String {
    try await Blocking.run { try tiny.get() }
  }

  private static let tiny = Result { () throws -> String in
    let file = try temporaryFolder() + "/tiny.gguf"
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/python3")
    python.arguments = ["-I", path("make_tiny_model.py"), file]
    try python.run()
    python.waitUntilExit()
    guard python.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    return file
  }

  /// The model runtime's virtual environment; tests of the real server cannot run without it, and say so.
  package static func runtime() throws -> String {
    guard let folder = ProcessInfo.processInfo.environment["DRAGOMAN_RUNTIME"] else { throw NoRuntime() }
    return folder
  }

  private struct NoRuntime: Error, CustomStringConvertible {
    var description: String { "DRAGOMAN_RUNTIME must name the model runtime's virtual environment" }
  }
}
