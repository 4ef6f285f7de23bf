internal import CCurl

/// Who talks to libcurl for a transfer, on a thread of its own or on that of the task which asks.
protocol TransferDriver: Sendable {
  /// Takes a command from any thread.
  func post(_ command: TransferCommand)
}

/// What a transfer's driver is told.
enum TransferCommand: Sendable {
  case start(Transfer)
  case cancel(Transfer)
  case resume(Transfer)
  case close
}

/// libcurl's bundle of transfers. It crosses threads only for `curl_multi_wakeup`, which libcurl allows, and from one that has
/// done with it to another.
struct TransferBundle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  private static let isLibraryReady: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  /// `nil` where the library cannot be used.
  static func make() -> TransferBundle? {
    guard isLibraryReady else { return nil }
    return curl_multi_init().map { TransferBundle(pointer: $0) }
  }
}
