import Foundation

/// The lines of standard input as they come. They are read on a thread of their own, which may wait.
enum StandardInputLines {
  static func stream() -> AsyncStream<String> {
    let (lines, sink) = AsyncStream<String>.makeStream()
    Thread.detachNewThread {
      while let line = readLine() { sink.yield(line) }
      sink.finish()
    }
    return lines
  }
}
