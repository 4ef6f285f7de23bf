import Access
import DoorTestSupport
import Foundation
import ServiceLifecycle
import Testing

@testable import HTTPService

@Suite("Starting and stopping", .timeLimit(.minutes(2)))
struct ServingTests {
  @Test("any host but a loopback address is refused")
  func hosts() async throws {
    let premises = try await Premises("doors_http_hosts")
    for host in ["0.0.0.0", "::", "192.168.1.7", "example.org", ""] {
      #expect(throws: HTTPServiceError.notLoopback(host)) { try Self.door(premises, .init(host: host)) }
    }
  }

  @Test("another host takes keys, and a proxy that ends TLS")
  func otherHosts() async throws {
    let premises = try await Premises("doors_http_hosts_keys")
    var parts = LiveDoor.parts(premises)
    parts.keys = KeyRing(premises.store)
    var options = HTTPDoor.Options(host: "0.0.0.0", port: 0)
    #expect(throws: HTTPServiceError.plainKeys("0.0.0.0")) { try HTTPDoor(parts, options: options) }
    options.isBehindTLS = true
    #expect(throws: Never.self) { try HTTPDoor(parts, options: options) }
  }

  @Test("a port that is taken is an error that names it")
  func takenPort() async throws {
    let first = try await LiveDoor(Premises("doors_http_port"))
    let second = try Self.door(first.premises, .init(port: first.port))
    await #expect {
      try await second.run()
    } throws: { error in
      guard case .cannotListen(_, first.port, _) = error as? HTTPServiceError else { return false }
      return true
    }
  }

  @Test("a graceful shutdown lets the question under way come to its end, and takes no new one")
  func shutdown() async throws {
    let premises = try await Premises("doors_http_shutdown")
    let (ports, told) = AsyncStream<Int>.makeStream()
    let door = try Self.door(premises, .init(port: 0)) { told.yield($0) }
    let group = ServiceGroup(configuration: .init(services: [door], logger: .init(label: "test")))
    let serving = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    let url = "http://127.0.0.1:\(port)/v1/run"
    let sql = "select count(*) from many a, many b where a.n <= 800 and (a.n * b.n) % 7 = 3"
    let asking = Task { try await Self.curl(["-d", #"{"sql": "\#(sql)"}"#, url]) }
    // The question is under way when it is in the log.
    while try await premises.reader.stats().questions == 0 { try await Task.sleep(for: .milliseconds(5)) }
    await group.triggerGracefulShutdown()
    #expect(try await asking.value.contains(#""outcome":"answered""#))
    try await serving.value
    await #expect(throws: (any Error).self) { try await Self.curl(["-d", #"{"sql": "select 1"}"#, url]) }
  }

  private static func door(
    _ premises: Premises, _ options: HTTPDoor.Options, onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> HTTPDoor {
    try HTTPDoor(LiveDoor.parts(premises), options: options, onListening: onListening)
  }

  /// A client that shares nothing with ours.
  private static func curl(_ arguments: [String]) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/curl")
    process.arguments = ["-sS", "--noproxy", "*", "-H", "Content-Type: application/json"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return try await withCheckedThrowingContinuation { done in
      DispatchQueue.global().async {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        done.resume(with: process.terminationStatus == 0 ? .success(text) : .failure(CocoaError(.fileReadUnknown)))
      }
    }
  }
}
