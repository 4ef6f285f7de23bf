import Foundation

/// Writes text to a file, or to standard output.
final class TextSink {
  private let handle: FileHandle?
  private var buffer = Data()

  init(_ path: String?) throws {
    guard let path else {
      handle = nil
      return
    }
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else { throw TextFile.Unreadable(path: path) }
    handle = file
  }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 20 { try finish() }
  }

  func finish() throws {
    if let handle {
      try handle.write(contentsOf: buffer)
    } else {
      Terminal.write(String(decoding: buffer, as: UTF8.self))
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
