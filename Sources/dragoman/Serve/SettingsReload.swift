import Dispatch
import Foundation
import HTTPService
import Vocabulary

/// Takes over changed settings while the service runs, each time it gets SIGHUP.
actor SettingsReload {
  private let common: CommonOptions
  private let composition: Composition
  private let door: HTTPDoor
  private let log: ServiceLog
  private var settings: Settings

  /// - Parameter common: the command line, which goes on winning over the file.
  init(_ common: CommonOptions, _ composition: Composition, _ door: HTTPDoor, _ log: ServiceLog) {
    self.common = common
    self.composition = composition
    self.door = door
    self.log = log
    settings = composition.settings
  }

  /// Reloads at each SIGHUP until the task is cancelled.
  nonisolated func run() async {
    // The signal's own action would end the process.
    signal(SIGHUP, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
    let (signals, sink) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    source.setEventHandler { sink.yield() }
    source.resume()
    for await _ in signals { await reload() }
    source.cancel()
  }

  /// All or nothing: with a file that cannot be read, or a value that is none, everything stays as it is.
  func reload() async {
    do {
      let found = try common.settings()
      let changed = Setting.allCases.filter { found.text($0) != settings.text($0) }
      let taken = changed.filter(\.isReloadable)
      let next = settings.taking(taken, from: found)
      let serve = ServeParts(composition.under(next))
      let parts = try serve.parts()
      // What is in force is in the audit log before it is in force.
      try await composition.log.started(with: AuditSettings(next).recordable, by: composition.principal)
      await door.change(parts, serve.options())
      settings = next
      log.note("settings read again; changed: " + Self.names(taken))
      let left = changed.filter { !$0.isReloadable }
      if !left.isEmpty { log.note("these wait for a restart: " + Self.names(left)) }
    } catch {
      log.error(error, "the settings were not read again, and stay as they were")
    }
  }

  private static func names(_ settings: [Setting]) -> String {
    settings.isEmpty ? "none" : settings.map(\.rawValue).joined(separator: ", ")
  }
}
