import Foundation
import Testing

/// Bytes sent to a port as they are, and what comes back until the other side closes or is silent for a while.
enum RawRequest {
  ///
  /// - Parameter silence: seconds of it after which nothing more is waited for.
  static func send(_ text: String, to port: Int, silence: Int = 1) async throws -> String {
    try await withCheckedThrowingContinuation { done in
      DispatchQueue.global().async { done.resume(with: Result { try exchange(text, port, silence) }) }
    }
  }

  /// Sends a text and then a byte every 20 ms until the other side hangs up; how many bytes that were.
  static func dribble(_ text: String, to port: Int) async throws -> Int {
    let descriptor = try open(port)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    var (drops, buffer) = (0, [UInt8](repeating: 0, count: 4096))
    while recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)) != 0 {
      guard Foundation.send(descriptor, " ", 1, Int32(MSG_NOSIGNAL)) == 1 else { break }
      drops += 1
      try await Task.sleep(for: .milliseconds(20))
    }
    return drops
  }

  private static func exchange(_ text: String, _ port: Int, _ silence: Int) throws -> String {
    let descriptor = try open(port)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: silence, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let bytes = Array(text.utf8)
    _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { break }
      answer += buffer[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }

  /// A connection to a port of this machine.
  private static func open(_ port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(status == 0)
    return descriptor
  }
}
