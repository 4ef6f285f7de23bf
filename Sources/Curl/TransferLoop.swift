internal import CCurl
internal import Foundation
internal import Glibc
internal import Synchronization

/// One thread that talks to libcurl for whoever may not wait; they post commands to it.
final class TransferLoop: TransferDriver {
  typealias Command = TransferCommand

  private struct Mailbox {
    var commands: [Command] = []
    var bundle: TransferBundle?
    var isRunning = false
  }

  private let mailbox = Mutex(Mailbox())

  /// Hands a command to the thread, which is started by the first one.
  func post(_ command: Command) {
    let startsThread = mailbox.withLock { mailbox in
      mailbox.commands.append(command)
      if let bundle = mailbox.bundle { curl_multi_wakeup(bundle.pointer) }
      defer { mailbox.isRunning = true }
      return !mailbox.isRunning
    }
    guard startsThread else { return }
    let thread = Thread { self.run() }
    thread.name = "dragoman-http"
    thread.stackSize = 512 << 10
    thread.start()
  }

  /// Ends the thread and every transfer under way.
  func close() {
    if mailbox.withLock({ $0.isRunning }) { post(.close) }
  }

  private func run() {
    // TLS may write to a connection that the other side has closed; that must be an error, not the end of the process.
    var brokenPipe = sigset_t()
    sigemptyset(&brokenPipe)
    sigaddset(&brokenPipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
    guard let bundle = TransferBundle.make()?.pointer else {
      return refuseEverything()
    }
    mailbox.withLock { $0.bundle = TransferBundle(pointer: bundle) }
    // Keyed by libcurl's handle, which is what libcurl reports.
    var running: [UnsafeMutableRawPointer: EasyHandle] = [:]
    var handles: [ObjectIdentifier: UnsafeMutableRawPointer] = [:]

    func remove(_ easy: EasyHandle) {
      curl_multi_remove_handle(bundle, easy.pointer)
      running[easy.pointer] = nil
      handles[ObjectIdentifier(easy.transfer)] = nil
    }

    loop: while true {
      for command in mailbox.withLock({ take(&$0.commands) }) {
        switch command {
        case .start(let transfer):
          switch EasyHandle.make(for: transfer) {
          case .success(let easy):
            running[easy.pointer] = easy
            handles[ObjectIdentifier(transfer)] = easy.pointer
            curl_multi_add_handle(bundle, easy.pointer)
          case .failure(let error): transfer.finish(.failure(error))
          }
        case .cancel(let transfer):
          if let easy = handles[ObjectIdentifier(transfer)].flatMap({ running[$0] }) { remove(easy) }
        case .resume(let transfer):
          if let pointer = handles[ObjectIdentifier(transfer)] { curl_easy_pause(pointer, CURLPAUSE_CONT) }
        case .close: break loop
        }
      }
      var count: Int32 = 0
      curl_multi_perform(bundle, &count)
      var left: Int32 = 0
      while let report = curl_multi_info_read(bundle, &left) {
        guard report.pointee.msg == CURLMSG_DONE, let easy = running[report.pointee.easy_handle] else { continue }
        let code = report.pointee.data.result
        let outcome = easy.outcome(of: code)
        remove(easy)
        easy.transfer.finish(outcome)
      }
      // Wakes for the network, for libcurl's own timers and for a command; the limit is only a backstop.
      curl_multi_poll(bundle, nil, 0, 60_000, nil)
    }
    mailbox.withLock { $0.bundle = nil }
    for easy in running.values {
      curl_multi_remove_handle(bundle, easy.pointer)
      easy.transfer.finish(.failure(.cancelled))
    }
    running = [:]
    curl_multi_cleanup(bundle)
  }

  /// Without the library every request fails at once, now and later.
  private func refuseEverything() {
    let commands = mailbox.withLock { mailbox in
      mailbox.isRunning = false
      return take(&mailbox.commands)
    }
    for case .start(let transfer) in commands {
      transfer.finish(.failure(.failed(url: transfer.request.url, reason: "libcurl cannot be initialised")))
    }
  }
}

/// Empties a list and gives what it held.
private func take(_ commands: inout [TransferLoop.Command]) -> [TransferLoop.Command] {
  defer { commands = [] }
  return commands
}
