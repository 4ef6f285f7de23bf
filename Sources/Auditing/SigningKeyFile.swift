package import Digests
internal import Foundation

/// The file that holds the key which signs checkpoints; it lies outside the store, and only its owner may read it.
package enum SigningKeyFile {
  /// Reads the key, or makes one where there is no file yet.
  package static func open(_ path: String) throws(AuditError) -> SigningKey {
    if let key = try read(path) { return key }
    let key = SigningKey()
    do {
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .keyFile(path: path, detail: error.localizedDescription)
    }
    // Written beside its place and linked there, so that two processes that start at once end with one whole key.
    let draft = "\(path).\(UUID().uuidString)"
    defer { unlink(draft) }
    let descriptor = Glibc.open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .keyFile(path: path, detail: String(cString: strerror(errno))) }
    let text = Array(key.pem.utf8)
    let written = write(descriptor, text, text.count)
    let isKept = written == text.count && fsync(descriptor) == 0
    let reason = errno
    close(descriptor)
    guard isKept else { throw .keyFile(path: path, detail: String(cString: strerror(reason))) }
    if link(draft, path) == 0 { return key }
    guard errno == EEXIST, let other = try read(path) else {
      throw .keyFile(path: path, detail: String(cString: strerror(errno)))
    }
    return other
  }

  /// Reads the key; `nil` when there is no file.
  package static func read(_ path: String) throws(AuditError) -> SigningKey? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw .keyFile(path: path, detail: String(cString: strerror(errno)))
    }
    guard status.st_mode & 0o077 == 0 else { throw .keyExposed(path: path) }
    guard let text = FileManager.default.contents(atPath: path) else {
      throw .keyFile(path: path, detail: "It cannot be read.")
    }
    guard let key = SigningKey(pem: String(decoding: text, as: UTF8.self)) else {
      throw .keyFile(path: path, detail: "It holds no Ed25519 key in PEM.")
    }
    return key
  }
}
