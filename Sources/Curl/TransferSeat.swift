internal import CCurl

/// A place at which one task at a time drives its own transfer, on its own thread. The connection stays for the next one.
final class TransferSeat: TransferDriver {
  private let bundle: TransferBundle?

  init() { bundle = TransferBundle.make() }

  deinit {
    if let bundle { curl_multi_cleanup(bundle.pointer) }
  }

  /// Looks up at once from waiting: what is to be done stands in the transfer.
  func post(_ command: TransferCommand) {
    if let bundle { curl_multi_wakeup(bundle.pointer) }
  }

  /// Sends a request and waits, without suspending, until the transfer has its outcome.
  func drive(_ transfer: Transfer) {
    guard let bundle = bundle?.pointer else {
      transfer.finish(.failure(.failed(url: transfer.request.url, reason: "libcurl cannot be initialised")))
      return
    }
    let easy: EasyHandle
    switch EasyHandle.make(for: transfer) {
    case .success(let made): easy = made
    case .failure(let error):
      transfer.finish(.failure(error))
      return
    }
    curl_multi_add_handle(bundle, easy.pointer)
    defer { curl_multi_remove_handle(bundle, easy.pointer) }
    while !transfer.isOver {
      var count: Int32 = 0
      curl_multi_perform(bundle, &count)
      var left: Int32 = 0
      while let report = curl_multi_info_read(bundle, &left) {
        guard report.pointee.msg == CURLMSG_DONE else { continue }
        transfer.finish(easy.outcome(of: report.pointee.data.result))
      }
      // Wakes for the network, for libcurl's own timers and for a cancellation; the limit is only a backstop.
      if !transfer.isOver { curl_multi_poll(bundle, nil, 0, 60_000, nil) }
    }
  }
}
