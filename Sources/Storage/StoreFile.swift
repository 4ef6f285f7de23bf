internal import Foundation
internal import Synchronization

/// Makes a store's folder and file so that only their owner can read them.
enum StoreFile {
  /// Closing any descriptor of a file drops all the process's locks on it, SQLite's too: so a file is made, and its
  /// descriptor closed, before any other task can have it open.
  private static let making = Mutex(())

  /// Makes what is missing; what exists keeps its mode.
  static func make(_ path: String) throws(StorageError) {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .folder(path: folder, detail: error.localizedDescription)
    }
    let failure: Int32 = making.withLock { _ in
      let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return errno == EEXIST ? 0 : errno }
      close(descriptor)
      return 0
    }
    switch failure {
    case 0: return
    case EROFS, EACCES, EPERM: throw .readOnly(path: path)
    case ENOSPC, EDQUOT: throw .full(path: path)
    default: throw .cannotOpen(path: path, detail: String(cString: strerror(failure)))
    }
  }

  /// Gives a finished file its name, both for good.
  static func settle(_ draft: String, as path: String) throws(StorageError) {
    try sync(draft, O_RDWR)
    guard rename(draft, path) == 0 else { throw .cannotOpen(path: path, detail: String(cString: strerror(errno))) }
    try sync((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY)
  }

  private static func sync(_ path: String, _ flags: Int32) throws(StorageError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    defer { close(descriptor) }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw .cannotOpen(path: path, detail: String(cString: strerror(errno)))
    }
  }

  /// Removes a SQLite file and what SQLite keeps beside it.
  static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  /// The path from the root, so that a name is never taken for a URI or an option.
  static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).path }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
