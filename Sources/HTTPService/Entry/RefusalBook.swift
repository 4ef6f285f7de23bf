internal import Access
internal import Auditing
internal import Hummingbird
internal import Vocabulary

/// Records who was turned away. Strangers who knock without end share one entry a second, so that they cannot fill the
/// disk.
actor RefusalBook {
  private let log: AuditLog
  private let meter: Meter
  private var lastStranger: ContinuousClock.Instant?
  private var unrecorded = 0

  init(_ log: AuditLog, _ meter: Meter) {
    self.log = log
    self.meter = meter
  }

  func note(_ error: any Breakage, _ request: Request, _ caller: Principal?) async {
    meter.refused(error.code)
    if caller == nil {
      if let lastStranger, .now - lastStranger < .seconds(1) {
        unrecorded += 1
        return
      }
      lastStranger = .now
    }
    let times = 1 + (caller == nil ? unrecorded : 0)
    if caller == nil { unrecorded = 0 }
    let route = String("\(request.method.rawValue) \(request.uri.path)".prefix(200))
    // A log that cannot be written stops questions; it need not stop a refusal.
    try? await log.refused(
      .init(code: error.code, message: error.message, route: route, times: times), to: caller ?? Principal(""))
  }
}
