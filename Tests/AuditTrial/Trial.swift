import Auditing
import Digests
import Foundation
import Storage
import Vocabulary

/// Puts load on an audit log, for benchmarks (`scripts/bench audit`) and for faults (`scripts/audit-faults`).
@main
struct Trial {
  static let usage = """
    audit-trial append STORE WRITERS COUNT        entries of about 3.3 kB by so many writers; prints how fast
    audit-trial bare FILE ROWS COUNT              bare SQLite inserts of that size, so many rows a commit
    audit-trial fill STORE COUNT                  questions of three entries each, as fast as it goes
    audit-trial acknowledge STORE WRITERS         appends until it is stopped, naming each entry once it is acknowledged
    audit-trial check STORE                       proves that the entries named on standard input are there
    audit-trial verify STORE                      verifies the log; prints how fast
    audit-trial search STORE COUNT                so many searches by words; prints how long they take

    STORE is a file, or postgresql: and a connection string.
    """

  static func main() async {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else { fail(usage, 2) }
    let command = arguments.removeFirst()
    let place = arguments.removeFirst()
    let numbers = arguments.compactMap { Int($0) }
    do {
      switch (command, numbers.count) {
      case ("append", 2): try await Load(place).append(writers: numbers[0], count: numbers[1])
      case ("bare", 2): try BareInserts(place).run(rowsPerCommit: numbers[0], count: numbers[1])
      case ("fill", 1): try await Load(place).fill(numbers[0])
      case ("acknowledge", 1): try await Load(place).acknowledge(writers: numbers[0])
      case ("check", 0): try await Inspection(place).check()
      case ("verify", 0): try await Inspection(place).verify()
      case ("search", 1): try await Inspection(place).search(numbers[0])
      default: fail(usage, 2)
      }
    } catch let error as any Breakage {
      fail("audit-trial: \(error)", 3)
    } catch {
      fail("audit-trial: \(error)", 3)
    }
  }

  static func store(_ place: String) async throws -> Store {
    if place.hasPrefix("postgresql:") {
      return try await Store.open(postgresql: String(place.dropFirst("postgresql:".count)))
    }
    return try await Store.open(at: place)
  }

  /// Prints one JSON object.
  static func report(_ values: [String: Any]) throws {
    let data = try JSONSerialization.data(withJSONObject: values, options: [.sortedKeys])
    try FileHandle.standardOutput.write(contentsOf: data + Data("\n".utf8))
  }

  static func fail(_ text: String, _ status: Int32) -> Never {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    exit(status)
  }

  /// Processor time that this process has used so far: what a busy machine does not change.
  static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
