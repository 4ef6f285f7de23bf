internal import Glibc

/// A pipe that wakes a connection's thread out of `poll`, from whatever thread.
final class Bell: Sendable {
  /// Readable while the bell rings.
  let descriptor: Int32
  private let writeEnd: Int32

  init() throws(PostgresError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .noDescriptors }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }

  func ring() {
    var byte: UInt8 = 1
    // A full pipe rings already.
    _ = write(writeEnd, &byte, 1)
  }

  func silence() {
    var bytes: UInt64 = 0
    while read(descriptor, &bytes, 8) > 0 {}
  }
}
