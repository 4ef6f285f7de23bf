import Foundation

/// A program to be run to its end.
struct Program: Sendable {
  /// Ours without PostgreSQL's variables, which would lead psql elsewhere.
  static let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }

  private let path: String
  private let arguments: [String]

  init(_ path: String, _ arguments: [String]) {
    self.path = path
    self.arguments = arguments
  }

  /// Runs it and gives back what it printed; a status other than 0 is an error with what it complained of.
  func output() throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = Self.environment
    let output = Pipe()
    // Complaints go to a file: a second pipe that nobody reads meanwhile could fill up.
    let complaints = FileManager.default.temporaryDirectory.appending(path: "dragoman-\(UUID().uuidString).log")
    try Data().write(to: complaints)
    defer { try? FileManager.default.removeItem(at: complaints) }
    let complaintsHandle = try FileHandle(forWritingTo: complaints)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = complaintsHandle
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try complaintsHandle.close()
    guard process.terminationStatus == 0 else {
      let text = String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
      throw TestFailure("\(path) ended with \(process.terminationStatus): \(text)")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
